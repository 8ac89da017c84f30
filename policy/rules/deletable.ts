import type { ResourceRule } from "../rule";
import { types } from "../view/types";
import { at, show } from "../view/values";

/** Inputs that must be true for a resource to go while something is in it. */
const forced: Readonly<Record<string, string>> = {
    [types.repository]: "forceDelete",
    [types.bucket]: "forceDestroy",
    [types.bucketV2]: "forceDestroy",
};

/** Inputs that keep a resource, with the values that do not. */
const keeping = {
    enableDeletionProtection: [false],
    deletionProtection: ["INACTIVE", false],
    skipDestroy: [false],
    preventDestroy: [false],
};

/** What stays behind costs money and nobody looks after it. */
export const deletable: ResourceRule = {
    id: "deletable",
    scope: "resource",
    description: "`pulumi destroy` removes everything, in one step.",
    remedy: "Remove deletion protection and the options protect and retainOnDelete; let repositories and buckets go with what is in them.",
    types: "all",
    *check({ type, props, options }) {
        if (options.protect || options.retainOnDelete === true) {
            yield options.protect ? "it is protected" : "it is kept when it is deleted";
        }
        const force = forced[type];
        if (force !== undefined && at(props, force) !== true) {
            yield `${force} is ${show(at(props, force))}`;
        }
        for (const [property, harmless] of Object.entries(keeping)) {
            const value = property in props ? at(props, property) : undefined;
            if (value !== undefined && value !== null && !harmless.some((each) => each === value)) {
                yield `${property} is ${show(value)}`;
            }
        }
    },
};
