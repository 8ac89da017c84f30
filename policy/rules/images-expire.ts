import { ofType, referred } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt } from "../../declared/values";
import type { StackRule } from "../rule";

/** Each deployment pushes an image, and each is paid for by the gigabyte and month. */
export const imagesExpire: StackRule = {
    id: "images-expire",
    scope: "stack",
    description: "Old images go: every repository has a lifecycle policy that expires them.",
    remedy: "Give the repository an aws.ecr.LifecyclePolicy with an expire action for images of any tag.",
    types: [types.repository],
    *check(repository, stack) {
        const policies = ofType(stack, types.lifecyclePolicy).filter((policy) =>
            referred(stack, policy, ["repository"], types.repository).some(({ urn }) => urn === repository.urn),
        );
        const expiring = policies.filter(({ props }) => {
            const policy = at(props, "policy");
            const rules = typeof policy === "string" ? listAt(JSON.parse(policy), "rules") : [];
            // A rule for some tags leaves the others.
            return rules.some((rule) => at(rule, "action", "type") === "expire" && at(rule, "selection", "tagStatus") === "any");
        });
        if (expiring.length === 0) {
            yield "its images stay for ever";
        }
    },
};
