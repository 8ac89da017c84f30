import type { ResourceRule } from "../rule";
import { types } from "../view/types";
import { at, numberAt, show } from "../view/values";

/** Without a number, or with 0, CloudWatch Logs keeps and bills everything for ever. Source: "PutRetentionPolicy". */
export const logRetention: ResourceRule = {
    id: "log-retention",
    scope: "resource",
    description: "Logs end: every log group has a retention, of 10 years at most.",
    remedy: "Set retentionInDays.",
    types: [types.logGroup],
    *check({ props }) {
        const days = numberAt(props, "retentionInDays");
        if (!(days >= 1 && days <= 3653)) {
            yield `retentionInDays is ${show(at(props, "retentionInDays"))}`;
        }
    },
};
