import { types } from "../../../declared/types";
import { scaledToZeroReturns } from "../../../policy/rules/scaled-to-zero-returns";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const target = (minCapacity: number) => resource(types.scalableTarget, { minCapacity, maxCapacity: 4 }, "target");
const action = (minCapacity: number, maxCapacity: number, resourceId = "service/cluster/it") =>
    resource(
        types.scheduledAction,
        { resourceId, scalableTargetAction: { minCapacity, maxCapacity } },
        `from-${minCapacity}-to-${maxCapacity}`,
    );

describeRule(scaledToZeroReturns, {
    holds: {
        "for a service that comes back": [target(1), action(0, 0), action(1, 4)],
        "for one that only has fewer": [target(2), action(1, 2)],
    },
    violated: {
        "by a service that never comes back": [[target(1), action(0, 0)], "no other action starts a task again"],
        "by one that only may come back": [[target(1), action(0, 0), action(0, 4)], "no other action starts a task again"],
        "where another service does": [
            [target(1), action(0, 0), action(1, 4, "service/cluster/other")],
            "no other action starts a task again",
        ],
        "by a target that may have none": [[target(0)], "minCapacity is 0: it may have no task at any time"],
    },
});
