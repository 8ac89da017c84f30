import type { Fault } from "../measure";
import { until } from "../site";

/** Every task is told to stop, one after the other, the next when the last one's replacement is healthy. */
export const replaceTasks: Fault = {
    name: "all tasks are replaced, one after the other",
    replacesTasks: true,
    async cause({ site, hit, note }) {
        for (const task of site.tasks()) {
            hit(task);
            process.kill(task, "SIGTERM");
            await until("A replacement is healthy", () => !site.tasks().includes(task) && site.tasks().length >= site.desiredCount);
            // Who was thrown out must be in again before the next: a rolling replacement never takes two places at once.
            await until("The users of the replaced task are back", () => site.users().every(({ isWell }) => isWell));
        }
        note("A task ends as soon as it is told to: an ECS deployment would drain it for 30 seconds first.");
    },
};
