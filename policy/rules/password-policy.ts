import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

const required = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"];

/** A temporary password goes around by mail. Source: Cognito Developer Guide, "Adding user pool password requirements". */
export const passwordPolicy: ResourceRule = {
    id: "password-policy",
    scope: "resource",
    description: "Passwords have 8 characters or more of all four kinds, and a temporary one works for 7 days at most.",
    remedy: "Set passwordPolicy of the user pool accordingly.",
    types: [types.userPool],
    *check({ props }) {
        const policy = at(props, "passwordPolicy");
        if (!(numberAt(policy, "minimumLength") >= 8)) {
            yield `minimumLength is ${show(at(policy, "minimumLength"))}`;
        }
        for (const property of required) {
            if (at(policy, property) !== true) {
                yield `${property} is ${show(at(policy, property))}`;
            }
        }
        const days = numberAt(policy, "temporaryPasswordValidityDays");
        if (!(days >= 1 && days <= 7)) {
            yield `temporaryPasswordValidityDays is ${show(at(policy, "temporaryPasswordValidityDays"))}`;
        }
    },
};
