import type { ResourceRule } from "../rule";
import { principalsOf, statementsOf } from "../view/documents";
import { types } from "../view/types";
import { at } from "../view/values";

/** The image holds the app, and whoever can push an image runs it. */
export const privateRepository: ResourceRule = {
    id: "private-repository",
    scope: "resource",
    description: "Nobody outside the account pulls or pushes the app's image.",
    remedy: "Use aws.ecr.Repository without a policy for everyone.",
    types: [types.publicRepository, types.repositoryPolicy],
    *check({ type, props }) {
        if (type === types.publicRepository) {
            yield "it is public";
            return;
        }
        for (const statement of statementsOf(at(props, "policy")).filter((each) => each["Effect"] === "Allow")) {
            if (principalsOf(statement).some((principal) => /(?:^|:)\*$/.test(principal))) {
                yield "it allows everyone";
            }
        }
    },
};
