import type { Fault } from "../measure";
import { taskOf } from "../site";

/** A task keeps its port open and never answers again. */
export const hangTask: Fault = {
    name: "a task hangs",
    replacesTasks: true,
    cause({ site, hit, note }) {
        const task = taskOf(site);
        hit(task);
        process.kill(task, "SIGSTOP");
        note("A task that hangs fails three health checks, 10 seconds apart; until then its users wait.");
        return Promise.resolve();
    },
};
