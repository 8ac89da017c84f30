import { types } from "../../../declared/types";
import { logRetention } from "../../../policy/rules/log-retention";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const group = (props: object) => [resource(types.logGroup, { ...props })];

describeRule(logRetention, {
    holds: { "for a month": group({ retentionInDays: 30 }) },
    violated: {
        "by for ever": [group({ retentionInDays: 0 }), "retentionInDays is 0"],
        "by AWS's default": [group({}), "retentionInDays is not set"],
    },
});
