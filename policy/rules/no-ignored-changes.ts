import type { ResourceRule } from "../rule";
import { show } from "../view/values";

/** A setting that a deployment ignores is whatever somebody made it in the console. */
export const noIgnoredChanges: ResourceRule = {
    id: "no-ignored-changes",
    scope: "resource",
    description: "A deployment ignores no change: what the program says is what is there.",
    remedy: "Remove the option ignoreChanges.",
    types: "all",
    *check({ options }) {
        if (options.ignoreChanges.length > 0) {
            yield `it ignores changes of ${show(options.ignoreChanges)}`;
        }
    },
};
