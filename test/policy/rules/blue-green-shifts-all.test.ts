import { types } from "../../../declared/types";
import { blueGreenShiftsAll } from "../../../policy/rules/blue-green-shifts-all";
import { authenticate, forward, listenerRule, resource, service } from "../support/resources";
import { describeRule } from "../support/rule";

const group = (name: string, deregistrationDelay = 30) => resource(types.targetGroup, { port: 8501, deregistrationDelay }, name);
const blue = group("blue");
const green = group("green");
const shifted = { type: "forward", forward: { targetGroups: [{ arn: "blue-arn", weight: 100 }, { arn: "green-arn" }] } };
const production = listenerRule({ actions: [authenticate(), shifted] }, "production");
const blueGreen = {
    deploymentConfiguration: { strategy: "BLUE_GREEN" },
    loadBalancers: [
        {
            targetGroupArn: "blue-arn",
            advancedConfiguration: { alternateTargetGroupArn: "green-arn", productionListenerRule: "production-arn" },
        },
    ],
    alarms: { enable: true, rollback: true, alarmNames: ["errors"] },
};

describeRule(blueGreenShiftsAll, {
    holds: {
        "for one rule and two target groups that are alike": [service(blueGreen), blue, green, production],
        "for a rolling deployment, whatever forwards": [service(), listenerRule({ actions: [forward] })],
    },
    violated: {
        "by a second rule that forwards": [
            [
                service(blueGreen),
                blue,
                green,
                production,
                listenerRule({ actions: [{ type: "forward", targetGroupArn: "blue-arn" }] }, "machine"),
            ],
            "machine forwards to its tasks, too, and is not shifted",
        ],
        "by a second rule that forwards to the other": [
            [service(blueGreen), blue, green, production, listenerRule({ actions: [{ ...shifted, order: 1 }] }, "machine")],
            "machine forwards to its tasks, too, and is not shifted",
        ],
        "by target groups that differ": [[service(blueGreen), blue, group("green", 0), production], "its two target groups differ"],
        "by a target group that is not there": [[service(blueGreen), blue, production], "its two target groups differ"],
        "by an alarm that only warns": [
            [service({ ...blueGreen, alarms: { ...blueGreen.alarms, rollback: false } }), blue, green, production],
            'alarms is {"enable":true,"rollback":false,"alarmNames":["errors"]}',
        ],
        "without alarms": [[service({ ...blueGreen, alarms: undefined }), blue, green, production], "alarms is not set"],
    },
});
