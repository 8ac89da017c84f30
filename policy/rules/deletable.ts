import type { Resource } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Inputs that must be true for a resource to go while something is in it. */
const forced: Readonly<Record<string, string>> = {
    [types.repository]: "forceDelete",
    [types.bucket]: "forceDestroy",
    [types.bucketV2]: "forceDestroy",
};

/** Inputs that keep a resource, with the values that do not. */
const keeping: Readonly<Record<string, readonly unknown[]>> = {
    enableDeletionProtection: [false],
    deletionProtection: ["INACTIVE", false],
    skipDestroy: [false],
    preventDestroy: [false],
};

/**
 * The inputs by which AWS itself refuses to delete what the setting `deletionProtection` is about. Each goes with Pulumi's own `protect`: without it,
 * `destroy` deletes everything else before AWS refuses; and `protect` alone stops nobody who deletes in the console.
 */
const protections: Readonly<Record<string, string>> = {
    [types.loadBalancer]: "enableDeletionProtection",
    [types.userPool]: "deletionProtection",
};

/** What stays behind costs money and nobody looks after it. */
export const deletable: ResourceRule = {
    id: "deletable",
    scope: "resource",
    description:
        "`pulumi destroy` removes everything in one step, or refuses before it begins where load balancer and user pool are protected.",
    remedy: "Use the setting deletionProtection, or remove deletion protection and the options protect and retainOnDelete; let repositories and buckets go with what is in them.",
    types: "all",
    *check({ type, props, options }) {
        const protection = protections[type];
        const isAsked = options.protect && protection !== undefined && keeps(props, protection);
        if ((options.protect && !isAsked) || options.retainOnDelete === true) {
            yield options.retainOnDelete === true ? "it is kept when it is deleted" : "it is protected";
        }
        const force = forced[type];
        if (force !== undefined && at(props, force) !== true) {
            yield `${force} is ${show(at(props, force))}`;
        }
        for (const property of Object.keys(keeping).filter((each) => keeps(props, each) && !(isAsked && each === protection))) {
            yield `${property} is ${show(at(props, property))}`;
        }
    },
};

function keeps(props: Resource["props"], property: string): boolean {
    const value = property in props ? at(props, property) : undefined;
    return value !== undefined && value !== null && !(keeping[property] ?? []).some((each) => each === value);
}
