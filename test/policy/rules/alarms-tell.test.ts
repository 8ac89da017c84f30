import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";
import { alarmsTell } from "../../../policy/rules/alarms-tell";
import { resource, service } from "../support/resources";
import { describeRule } from "../support/rule";

const topic = resource(types.topic, {}, "topic");
const subscription = resource(types.topicSubscription, { topic: "topic-arn" }, "mail");
const alarm = (props: object = {}): Resource =>
    resource(types.metricAlarm, { alarmActions: ["topic-arn"], okActions: ["topic-arn"], ...props }, "alarm");
const rollingBackOn = (name: string): Resource => service({ alarms: { enable: true, rollback: true, alarmNames: [name] } });

describeRule(alarmsTell, {
    holds: {
        "for an alarm that mails": [topic, subscription, alarm()],
        "for an alarm that rolls a deployment back": [alarm({ alarmActions: [], okActions: [] }), rollingBackOn("alarm-name")],
    },
    violated: {
        "by an alarm without actions": [[topic, subscription, alarm({ alarmActions: [] })], "nobody hears its alarmActions"],
        "by an alarm that rolls back another's deployment": [
            [alarm({ alarmActions: [], okActions: [] }), rollingBackOn("other-name")],
            "nobody hears its alarmActions",
            "nobody hears its okActions",
        ],
        "by an alarm that never ends": [[topic, subscription, alarm({ okActions: undefined })], "nobody hears its okActions"],
        "by a topic without subscription": [[topic, alarm()], "nobody hears its alarmActions", "nobody hears its okActions"],
        "by actions that are off": [[topic, subscription, alarm({ actionsEnabled: false })], "its actions are off"],
    },
});
