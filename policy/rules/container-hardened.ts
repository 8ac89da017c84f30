import { containersOf, hasExec } from "../../declared/tasks";
import { taskTypes } from "../../declared/types";
import { at, listAt, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** ECS Exec does not work with a read-only root. Source: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", considerations. */
export const containerHardened: StackRule = {
    id: "container-hardened",
    scope: "stack",
    description: "A container cannot write to its root file system, unless ECS Exec is on, and has no privileges.",
    remedy: "Set readonlyRootFilesystem to true without ECS Exec and to false with it; remove privileged, user root and added capabilities.",
    types: taskTypes,
    *check(resource, stack) {
        const exec = hasExec(stack);
        for (const container of containersOf(resource)) {
            if ((at(container, "readonlyRootFilesystem") === true) === exec) {
                yield `ECS Exec is ${exec ? "on" : "off"}, and readonlyRootFilesystem is ${show(at(container, "readonlyRootFilesystem"))}`;
            }
            if (at(container, "privileged") === true || /^(?:root|0)(?::|$)/.test(textAt(container, "user") ?? "")) {
                yield "it is privileged, or runs as root";
            }
            if (listAt(container, "linuxParameters", "capabilities", "add").length > 0) {
                yield `it has more capabilities: ${show(at(container, "linuxParameters", "capabilities", "add"))}`;
            }
        }
    },
};
