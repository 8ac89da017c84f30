import { taskOf } from "../site";
import type { Fault } from "../measure";

/** A task dies at once, as by the kernel when its memory is full. */
export const killTask: Fault = {
    name: "a task is killed",
    replacesTasks: true,
    cause({ site, hit }) {
        const task = taskOf(site);
        hit(task);
        process.kill(task, "SIGKILL");
        return Promise.resolve();
    },
};
