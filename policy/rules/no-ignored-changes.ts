import { ofType, type Resource, type Stack } from "../../declared/resource";
import { serviceTypes, types } from "../../declared/types";
import { at, listAt, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/**
 * A setting that a deployment ignores is whatever somebody made it in the console. Of a service that Application Auto Scaling is told to scale, the
 * number of tasks is not the program's to say. Source: ECS Developer Guide, "Automatically scale your Amazon ECS service".
 */
export const noIgnoredChanges: StackRule = {
    id: "no-ignored-changes",
    scope: "stack",
    description:
        "A deployment ignores no change: what the program says is what is there, but for the number of tasks that autoscaling decides, and for which tasks a blue/green deployment has shifted requests to.",
    remedy: "Remove the option ignoreChanges; or register the service as a scalable target, or the rule as its productionListenerRule.",
    types: "all",
    *check(resource, stack) {
        const { ignoreChanges } = resource.options;
        const ignored = ignoreChanges.filter(
            (property) => !(property === "desiredCount" && isScaled(resource, stack)) && !isShifted(property, resource, stack),
        );
        if (ignored.length > 0) {
            yield `it ignores changes of ${show(ignored)}`;
        }
    },
};

/** A scalable target names cluster and service, by their names. Source: Application Auto Scaling API Reference, "RegisterScalableTarget". */
function isScaled({ type, props }: Resource, stack: Stack): boolean {
    const name = type === types.service ? textAt(props, "name") : undefined;
    const ids = ofType(stack, types.scalableTarget).map((target) => at(target.props, "resourceId"));
    return name !== undefined && ids.some((id) => typeof id === "string" && id.endsWith(`/${name}`));
}

/** ECS changes the weights of the rule's target groups, and the program says only how they began. Source: "Amazon ECS blue/green deployments". */
function isShifted(property: string, { references, type }: Resource, stack: Stack): boolean {
    const productionRules = ofType(stack, ...serviceTypes)
        .flatMap(({ props }) => listAt(props, "loadBalancers"))
        .map((target) => at(target, "advancedConfiguration", "productionListenerRule"));
    const isProductionRule =
        type === types.listenerRule && productionRules.some((rule) => references.some((reference) => reference === rule));
    return isProductionRule && /^actions\[\d+\]\.forward\.targetGroups$/.test(property);
}
