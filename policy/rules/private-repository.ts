import type { Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { accountOf, isOwnAccount } from "../view/account";
import { principalsOf, statementsOf } from "../view/documents";

/** The image holds the app, and whoever can push an image runs it. */
export const privateRepository: StackRule = {
    id: "private-repository",
    scope: "stack",
    description: "Nobody outside the account pulls or pushes the app's image.",
    remedy: "Use aws.ecr.Repository, and name no one but principals of this account in its policy.",
    types: [types.publicRepository, types.repositoryPolicy],
    *check({ type, props }, stack) {
        if (type === types.publicRepository) {
            yield "it is public";
            return;
        }
        for (const statement of statementsOf(at(props, "policy")).filter((each) => each["Effect"] === "Allow")) {
            const principals = principalsOf(statement);
            // None at all is NotPrincipal: everyone but.
            if (principals.length === 0 || !principals.every((principal) => isInAccount(principal, stack))) {
                yield `it allows ${principals.length === 0 ? "everyone but a list" : show(principals)}`;
            }
        }
    },
};

/** Whether a principal is the account itself, by number or ARN, or somebody in it. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
function isInAccount(principal: string, stack: Stack): boolean {
    const account = accountOf(/^AWS:(.*)$/.exec(principal)?.[1] ?? "");
    return account !== undefined && isOwnAccount(account, stack);
}
