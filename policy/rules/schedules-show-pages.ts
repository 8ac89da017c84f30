import { ofType, referred, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsIn, allowing } from "../view/documents";
import { isForwarding, rulesOf } from "../view/listeners";
import { movesOf, setRulePriorities } from "../view/schedules";

/** A schedule may call nearly everything of AWS, while nobody looks. Source: EventBridge Scheduler User Guide, "Using universal targets". */
export const schedulesShowPages: StackRule = {
    id: "schedules-show-pages",
    scope: "stack",
    description: "A schedule moves rules that forward nothing, and back to where they are declared; and its role may do no more.",
    remedy: "Call SetRulePriorities with rules of this stack that end in a fixed response, and move each back by another schedule.",
    types: [types.schedule],
    *check(schedule, stack) {
        const { props } = schedule;
        if (at(props, "target", "arn") !== setRulePriorities) {
            yield `it calls ${show(at(props, "target", "arn"))}`;
            return;
        }
        for (const action of actionsOfRole(stack, at(props, "target", "roleArn"))) {
            if (action !== "elasticloadbalancing:SetRulePriorities") {
                yield `its role may do ${show(action)}`;
            }
        }
        const all = ofType(stack, types.schedule).flatMap(movesOf);
        for (const { rule: arn, priority } of movesOf(schedule)) {
            const rule = rulesOf(stack).find(({ references }) => references.includes(arn));
            if (rule === undefined || isForwarding(rule)) {
                yield rule === undefined ? "it moves a rule that is not of this stack" : `it moves ${rule.name}, which forwards requests`;
            } else if (!all.some((move) => move.rule === arn && move.priority === numberAt(rule.props, "priority"))) {
                yield `no schedule moves ${rule.name} back to its place`;
            } else if (priority > numberAt(rule.props, "priority")) {
                // A deployment would show the page, and nothing would know that it is there.
                yield `it moves ${rule.name} behind its place: without a schedule, the page is shown`;
            }
        }
    },
};

/** What a role of the stack may do. */
function actionsOfRole(stack: Stack, arn: unknown): string[] {
    const roles = ofType(stack, types.role).filter(({ references }) => references.some((reference) => reference === arn));
    const policies = ofType(stack, types.rolePolicy).filter((policy) =>
        referred(stack, policy, ["role"], types.role).some((role) => roles.includes(role)),
    );
    return [...roles, ...policies].flatMap(allowing).flatMap(actionsIn);
}
