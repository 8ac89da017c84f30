import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Without it, anyone who knows the client's id, which is in every login's address, could redeem a code. */
export const clientSecret: ResourceRule = {
    id: "client-secret",
    scope: "resource",
    description: "The load balancer's client has a secret, which Cognito generates.",
    remedy: "Set generateSecret to true; it replaces the client.",
    types: [types.userPoolClient],
    *check({ props }) {
        if (at(props, "generateSecret") !== true) {
            yield `generateSecret is ${show(at(props, "generateSecret"))}`;
        }
    },
};
