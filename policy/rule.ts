import type { Resource, Stack } from "../declared/resource";

interface About {
    /** Kebab case, unique in the pack; the name of the rule's file, of its test, and of the policy that Pulumi shows. */
    readonly id: string;
    /** What holds in every stack, as a sentence. */
    readonly description: string;
    /** What to do about a violation, as a sentence. */
    readonly remedy: string;
    /** Pulumi type tokens of the resources that it looks at. */
    readonly types: readonly string[] | "all";
}

/** A promise about one resource by itself: the engine checks it before the resource is made. */
export interface ResourceRule extends About {
    readonly scope: "resource";
    /** Yields what is wrong with a resource, as a sentence without its name and without a full stop. */
    readonly check: (resource: Resource) => Iterable<string>;
}

/** A promise about how resources go together: the engine checks it when it knows them all. */
export interface StackRule extends About {
    readonly scope: "stack";
    /** Yields what is wrong with a resource of the stack, as a sentence without its name and without a full stop. */
    readonly check: (resource: Resource, stack: Stack) => Iterable<string>;
}

/**
 * One promise of the stack. Checks are pure: they read the view and yield. A value that is not known before a deployment throws when it is
 * read, and whoever runs the rule says that it could not be checked; so a check reads what it needs and catches nothing.
 */
export type Rule = ResourceRule | StackRule;

/** Whether a rule looks at resources of this type. */
export function looksAt(rule: Rule, type: string): boolean {
    return rule.types === "all" || rule.types.includes(type);
}
