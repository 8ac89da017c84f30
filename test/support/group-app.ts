import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";

const scripts = {
    "app.py": `import streamlit as st
st.title("Welcome")
st.write(f"Hello {st.user.nickname}")
if st.button("Count"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.write(f"Counted {st.session_state.get('count', 0)}")
`,
    "pages/help.py": `import streamlit as st
st.title("Help")
if st.button("Leave"):
    st.logout()
`,
    "pages/reports.py": `import streamlit as st
st.title("Reports")
st.write("Turnover: 1234")
st.write(f"Of the year {st.query_params.get('year')}")
`,
};

/** The folder of the app, as the setting `app` names it. */
export const groupApp = "./group-app";

/** Puts an app with a page for one group into a project's copy: a folder that brings no Dockerfile. */
export function addGroupApp(directory: string): void {
    const folder = path.join(directory, groupApp);
    mkdirSync(path.join(folder, "pages"), { recursive: true });
    Object.entries(scripts).forEach(([file, text]) => writeFileSync(path.join(folder, file), text));
    // The same packages, so that nothing is to be installed for it.
    cpSync(path.join(directory, "streamlit", "requirements.txt"), path.join(folder, "requirements.txt"));
}
