import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { referencePaths, type Resource, type Stack } from "../../declared/resource";
import { canonicalType } from "../../declared/types";
import { at, isUnknownValue, type Path } from "../../declared/values";

/** The rules' view of one resource that the engine is about to make. Its inputs alone are known, and nothing refers to it yet. */
export function viewOfArgs(args: ResourceValidationArgs): Resource {
    return { ...viewOfAny(args), references: [], propertyDependencies: {} };
}

/**
 * The rules' view of all that the engine knows at the end of a preview or an update. awsx's components are left out: the engine shows what
 * they are made of, which the rules look at instead.
 */
export function viewOfResources(resources: readonly PolicyResource[]): Stack {
    return { resources: resources.filter(({ type }) => !type.startsWith("awsx:")).map(viewOfResource) };
}

function viewOfResource(resource: PolicyResource): Resource {
    const { props, propertyDependencies } = resource;
    const sources = Object.entries(propertyDependencies).map(([property, from]) => [property, from.map((source) => source.urn)] as const);
    let references: readonly string[] | undefined;
    return {
        ...viewOfAny(resource),
        // Most rules ask for no resource's, and each rule gets the resources anew.
        get references() {
            return (references ??= [["id"], ...referencePaths].flatMap((path) => known(props, path)));
        },
        propertyDependencies: Object.fromEntries(sources),
    };
}

function viewOfAny({ urn, type, name, props, opts }: ResourceValidationArgs | PolicyResource) {
    const { protect, ignoreChanges } = opts;
    return { urn, type: canonicalType(type), name, props, isCompleted: true, options: { protect, ignoreChanges } };
}

/** A text, or nothing while it is not known. */
function known(props: unknown, path: Path): string[] {
    try {
        const value = at(props, ...path);
        return typeof value === "string" && value !== "" ? [value] : [];
    } catch (error) {
        if (isUnknownValue(error)) {
            return [];
        }
        throw error;
    }
}
