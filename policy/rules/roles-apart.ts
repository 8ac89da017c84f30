import { roleOf } from "../../declared/tasks";
import { taskTypes } from "../../declared/types";
import { show } from "../../declared/values";
import type { StackRule } from "../rule";

/** In one role, the app could do what ECS needs to start it: read every image and write any log of the stack. */
export const rolesApart: StackRule = {
    id: "roles-apart",
    scope: "stack",
    description: "The app has a role of its own, apart from the one that starts it, and both are of this stack.",
    remedy: "Give the task definition the stack's task role and its execution role.",
    types: taskTypes,
    *check(resource, stack) {
        const task = roleOf(resource, stack, "task")?.name;
        const execution = roleOf(resource, stack, "execution")?.name;
        if (task === undefined || execution === undefined) {
            yield `its roles are ${show(task ?? "none of this stack")} and ${show(execution ?? "none of this stack")}`;
        } else if (task === execution) {
            yield `the app runs with ${task}, the role that starts it`;
        }
    },
};
