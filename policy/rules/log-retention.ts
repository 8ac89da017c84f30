import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

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
