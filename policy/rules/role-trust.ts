import type { ResourceRule } from "../rule";
import { principalsOf, statementsOf } from "../view/documents";
import { types } from "../view/types";
import { at, show, textAt } from "../view/values";

/** Conditions that keep another account from using the service on its behalf. Source: IAM User Guide, "The confused deputy problem". */
const ownAccount = [
    ["StringEquals", "aws:SourceAccount"],
    ["ArnLike", "aws:SourceArn"],
    ["ArnEquals", "aws:SourceArn"],
] as const;

export const roleTrust: ResourceRule = {
    id: "role-trust",
    scope: "resource",
    description: "A role can be taken by one AWS service, and only on behalf of this account.",
    remedy: "Trust one service principal, under the condition that aws:SourceAccount is this account.",
    types: [types.role],
    *check({ props }) {
        for (const statement of statementsOf(at(props, "assumeRolePolicy")).filter((each) => each["Effect"] === "Allow")) {
            const principals = principalsOf(statement);
            if (principals.length !== 1 || !/^Service:[a-z0-9-]+\.amazonaws\.com$/.test(principals[0] ?? "")) {
                yield `it trusts ${show(principals)}`;
            }
            if (!ownAccount.some(([test, key]) => /^[^*?]+$/.test(textAt(statement, "Condition", test, key) ?? "*"))) {
                yield "it trusts the service on behalf of any account";
            }
        }
    },
};
