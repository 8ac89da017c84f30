import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Cognito makes up what nobody has to know but the person. Source: Cognito API Reference, "AdminCreateUser", TemporaryPassword. */
export const accountsWithoutPasswords: ResourceRule = {
    id: "accounts-without-passwords",
    scope: "resource",
    description: "No account's password is in the program, its configuration or its state.",
    remedy: "Set neither password nor temporaryPassword: Cognito makes one up and mails it.",
    types: [types.user],
    *check({ props }) {
        for (const input of ["password", "temporaryPassword"]) {
            if (at(props, input) !== undefined) {
                yield `it has a ${input}`;
            }
        }
    },
};
