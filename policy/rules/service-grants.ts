import type { Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { accountOf, isOwnAccount } from "../view/account";
import { actionsIn, principalsOf, statementsOf, type Statement } from "../view/documents";

/** Where each type keeps its document. */
const documents: Readonly<Record<string, string>> = {
    [types.bucketPolicy]: "policy",
    [types.topicPolicy]: "policy",
    [types.logResourcePolicy]: "policyDocument",
};

/** Condition keys that tell for whom a service of AWS acts. */
const sources = ["aws:SourceArn", "aws:SourceAccount"];

/**
 * A service of AWS acts for every customer: without a condition on whose, anybody's load balancer or alarm may write. Source: "The confused deputy
 * problem", IAM User Guide.
 */
export const serviceGrants: StackRule = {
    id: "service-grants",
    scope: "stack",
    description: "A bucket, a topic or a log group lets in services of AWS only, for named actions, and for this account only.",
    remedy: "Name the service as the principal, the actions that it needs, and this account in a condition on aws:SourceArn or aws:SourceAccount.",
    types: Object.keys(documents),
    *check({ type, props }, stack) {
        const allowing = statementsOf(at(props, documents[type] ?? "")).filter((statement) => statement["Effect"] === "Allow");
        for (const statement of allowing) {
            for (const principal of principalsOf(statement).filter((each) => !/^Service:[a-z.]+\.amazonaws\.com$/.test(each))) {
                yield `it lets in ${principal}`;
            }
            for (const action of actionsIn(statement).filter((each) => /[*?]/.test(each))) {
                yield `it allows ${action}`;
            }
            for (const inverse of ["NotPrincipal", "NotAction"].filter((each) => statement[each] !== undefined)) {
                yield `it is for everything but a list: ${inverse}`;
            }
            if (!isForOwnAccount(statement, stack)) {
                yield "it allows it for any account";
            }
        }
    },
};

function isForOwnAccount(statement: Statement, stack: Stack): boolean {
    const conditions = Object.entries(statement["Condition"] ?? {}).filter(([operator]) =>
        /^(?:StringEquals|ArnLike|ArnEquals)$/.test(operator),
    );
    const named = conditions.flatMap(([, condition]) => sources.flatMap((source) => textsAt(condition, source)));
    return named.length > 0 && named.every((text) => isOwn(accountOf(text), stack));
}

function isOwn(account: string | undefined, stack: Stack): boolean {
    return account !== undefined && isOwnAccount(account, stack);
}
