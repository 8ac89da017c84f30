import { referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsIn, allowing, movesRequests, permissionTypes, principalsOf, statementsOf } from "../view/documents";

/** ECS in a blue/green deployment, and EventBridge Scheduler when the app closes. */
const movers = ["Service:ecs.amazonaws.com", "Service:scheduler.amazonaws.com"];

/** Whoever may change a rule, or its targets, can send people's requests past the login, or to a task that is nobody's. */
export const requestsMovedByAws: StackRule = {
    id: "requests-moved-by-aws",
    scope: "stack",
    description: "Only ECS and EventBridge Scheduler may move the load balancer's requests: no role of the app's, or of anybody else's.",
    remedy: "Allow what changes rules and targets in a role of the stack that trusts ecs.amazonaws.com or scheduler.amazonaws.com, and nobody else.",
    types: permissionTypes,
    *check(resource, stack) {
        const moving = allowing(resource).flatMap(actionsIn).filter(movesRequests);
        if (moving.length > 0) {
            const role = roleOf(resource, stack);
            const trusted = statementsOf(at(role?.props, "assumeRolePolicy")).flatMap(principalsOf);
            if (trusted.length === 0 || trusted.some((principal) => !movers.includes(principal))) {
                yield `it allows ${show(moving)} to ${role === undefined ? "whoever has it" : show(trusted)}`;
            }
        }
    },
};

/** Of a policy by itself, nobody knows which roles have it. */
function roleOf(resource: Resource, stack: Stack): Resource | undefined {
    return resource.type === types.role ? resource : referred(stack, resource, ["role"], types.role)[0];
}
