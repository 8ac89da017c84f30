import { ofType, type Stack } from "../../declared/resource";
import { containersOf, environmentOf } from "../../declared/tasks";
import { taskTypes, types } from "../../declared/types";
import { show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/**
 * Nobody but the variables says which pages are for whom, so that one which is gone cannot be missed by what is declared: that a page of a group is among
 * them, only the tests of the program show.
 */
export const groupsOfPool: StackRule = {
    id: "groups-of-pool",
    scope: "stack",
    description: "The server is told which pages are for which groups, and whom an app is for, by groups of this stack's user pool.",
    remedy: "Take PAGE_GROUPS and APP_GROUPS from the settings groups and apps; PAGE_GROUPS is {} where no page is for a group.",
    types: taskTypes,
    *check(resource, stack) {
        const groups = namesOfGroups(stack);
        for (const environment of containersOf(resource).map(environmentOf)) {
            const pages = parsed(environment.get("PAGE_GROUPS"));
            if (typeof pages !== "object" || pages === null || Array.isArray(pages) || !Object.values(pages).every(isOf(groups))) {
                yield `PAGE_GROUPS is ${show(environment.get("PAGE_GROUPS"))}`;
            }
            const app = environment.get("APP_GROUPS");
            if (app !== undefined && !isOf(groups)(parsed(app))) {
                yield `APP_GROUPS is ${show(app)}`;
            }
        }
    },
};

function namesOfGroups(stack: Stack): ReadonlySet<string | undefined> {
    return new Set(ofType(stack, types.userGroup).map(({ props }) => textAt(props, "name")));
}

/** Whether a value is a list of one group or more. */
function isOf(groups: ReadonlySet<unknown>): (value: unknown) => boolean {
    return (value) => Array.isArray(value) && value.length > 0 && value.every((name) => groups.has(name));
}

function parsed(json: unknown): unknown {
    try {
        return JSON.parse(String(json));
    } catch {
        return undefined;
    }
}
