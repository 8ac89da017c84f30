import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Source: Cognito Developer Guide, "Managing error response behavior". The API's default is LEGACY. */
export const usersHidden: ResourceRule = {
    id: "users-hidden",
    scope: "resource",
    description: "The login page does not tell who has an account.",
    remedy: "Set preventUserExistenceErrors to ENABLED.",
    types: [types.userPoolClient],
    *check({ props }) {
        const prevent = at(props, "preventUserExistenceErrors");
        if (prevent !== "ENABLED") {
            yield `preventUserExistenceErrors is ${show(prevent)}`;
        }
    },
};
