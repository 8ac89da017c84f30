import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, numberAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** Without tasks there is no load, and so nothing that would start one. Source: Application Auto Scaling User Guide, "Scheduled scaling". */
export const scaledToZeroReturns: StackRule = {
    id: "scaled-to-zero-returns",
    scope: "stack",
    description: "A service that a schedule leaves without tasks gets them back by another, and has one at least otherwise.",
    remedy: "Add a scheduled action that sets minCapacity to 1 or more, and let the scalable target have as many.",
    types: [types.scheduledAction, types.scalableTarget],
    *check({ type, props }, stack) {
        if (type === types.scalableTarget) {
            if (!(numberAt(props, "minCapacity") >= 1)) {
                yield `minCapacity is ${numberAt(props, "minCapacity")}: it may have no task at any time`;
            }
            return;
        }
        const others = ofType(stack, types.scheduledAction).filter((other) => at(other.props, "resourceId") === at(props, "resourceId"));
        const returns = others.some((other) => numberAt(other.props, "scalableTargetAction", "minCapacity") >= 1);
        if (numberAt(props, "scalableTargetAction", "maxCapacity") === 0 && !returns) {
            yield "no other action starts a task again";
        }
    },
};
