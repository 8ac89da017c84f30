import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { serviceTypes, types } from "../../declared/types";
import { at, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** An alarm that nobody hears costs as much as one that is heard. Source: "Using Amazon CloudWatch alarms". */
export const alarmsTell: StackRule = {
    id: "alarms-tell",
    scope: "stack",
    description: "Every alarm tells somebody, when it begins and when it is over, or ECS, which rolls a deployment back.",
    remedy: "Give the alarm a topic of the stack with a subscription, in alarmActions and in okActions, and leave its actions on.",
    types: [types.metricAlarm],
    *check(alarm, stack) {
        if (at(alarm.props, "actionsEnabled") === false) {
            yield "its actions are off";
        }
        if (rollsBack(alarm, stack)) {
            return;
        }
        for (const property of ["alarmActions", "okActions"]) {
            const topics = referred(stack, alarm, [property], types.topic);
            const isHeard = ofType(stack, types.topicSubscription).some((subscription) =>
                referred(stack, subscription, ["topic"], types.topic).some((topic) => topics.includes(topic)),
            );
            if (!isHeard) {
                yield `nobody hears its ${property}`;
            }
        }
    },
};

/** Source: ECS Developer Guide, "How CloudWatch alarms detect Amazon ECS deployment failures". */
function rollsBack({ references }: Resource, stack: Stack): boolean {
    const services = ofType(stack, ...serviceTypes).filter(({ props }) => at(props, "alarms", "rollback") === true);
    return services.some(({ props }) => textsAt(props, "alarms", "alarmNames").some((name) => references.includes(name)));
}
