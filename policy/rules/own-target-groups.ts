import { namesAnything, referred, type Resource } from "../../declared/resource";
import { serviceTypes, types } from "../../declared/types";
import { at, type Path } from "../../declared/values";
import type { StackRule } from "../rule";

/** A target group of somebody else's gets the requests of people who are signed in, with the tokens that say so. */
export const ownTargetGroups: StackRule = {
    id: "own-target-groups",
    scope: "stack",
    description: "Requests are forwarded to target groups of this stack only, and a service's tasks are in these, and in no other.",
    remedy: "Take every target group, rule and role of an action and of a service's loadBalancers from the stack itself.",
    types: [types.listener, types.listenerRule, ...serviceTypes],
    *check(resource, stack) {
        const isService = (serviceTypes as readonly string[]).includes(resource.type);
        for (const [path, type] of isService ? ofService(resource) : ofActions(resource)) {
            if (namesAnything(resource, path) && referred(stack, resource, path, type).length === 0) {
                yield `${path.join(".")} is not of this stack`;
            }
        }
    },
};

type Named = readonly (readonly [path: Path, type: string])[];

function ofActions(resource: Resource): Named {
    const list = resource.type === types.listener ? "defaultActions" : "actions";
    return places(resource, [list]).flatMap((action): Named => {
        const groups = places(resource, [...action, "forward", "targetGroups"]).map((group) => [...group, "arn"]);
        return [[...action, "targetGroupArn"], ...groups].map((path) => [path, types.targetGroup] as const);
    });
}

function ofService(resource: Resource): Named {
    return places(resource, ["loadBalancers"]).flatMap((target): Named => [
        [[...target, "targetGroupArn"], types.targetGroup],
        [[...target, "advancedConfiguration", "alternateTargetGroupArn"], types.targetGroup],
        [[...target, "advancedConfiguration", "productionListenerRule"], types.listenerRule],
        [[...target, "advancedConfiguration", "roleArn"], types.role],
    ]);
}

/** Where the items of a list are. */
function places({ props }: Resource, path: Path): Path[] {
    const list = at(props, ...path);
    return Array.isArray(list) ? Array.from(list.keys(), (index) => [...path, index]) : [];
}
