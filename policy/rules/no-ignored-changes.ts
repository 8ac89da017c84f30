import type { StackRule } from "../rule";
import { ofType, type Resource, type Stack } from "../view/resource";
import { types } from "../view/types";
import { at, show, textAt } from "../view/values";

/**
 * A setting that a deployment ignores is whatever somebody made it in the console. Of a service that Application Auto Scaling is told to scale, the
 * number of tasks is not the program's to say. Source: ECS Developer Guide, "Automatically scale your Amazon ECS service".
 */
export const noIgnoredChanges: StackRule = {
    id: "no-ignored-changes",
    scope: "stack",
    description:
        "A deployment ignores no change: what the program says is what is there, but for the number of tasks that autoscaling decides.",
    remedy: "Remove the option ignoreChanges, or register the service as a scalable target.",
    types: "all",
    *check(resource, stack) {
        const { ignoreChanges } = resource.options;
        const ignored = ignoreChanges.filter((property) => !(property === "desiredCount" && isScaled(resource, stack)));
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
