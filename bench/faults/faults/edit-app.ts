import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../measure";

/** Milliseconds in which the tasks notice the change and run the script again. */
const noticing = 5_000;

/** The app's script is edited while people use it: nobody is to notice more than the new page. */
export const editApp: Fault = {
    name: "the app is edited",
    replacesTasks: false,
    async cause({ site }) {
        site.edit("streamlit/app.py", 'st.title("Iris")', 'st.title("Irises")');
        await sleep(noticing);
    },
};
