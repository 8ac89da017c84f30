import { types } from "../../declared/types";
import { show, textsAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** The implicit flow shows tokens to the browser; password flows sign in without the login page. Source: RFC 9700, sections 2.1.2 and 2.4. */
export const codeFlowOnly: ResourceRule = {
    id: "code-flow-only",
    scope: "resource",
    description: "The client knows the authorization code flow and refreshing, and no other way to a token.",
    remedy: 'Set allowedOauthFlows to ["code"] and explicitAuthFlows to ["ALLOW_REFRESH_TOKEN_AUTH"].',
    types: [types.userPoolClient],
    *check({ props }) {
        const flows = textsAt(props, "allowedOauthFlows");
        if (flows.length !== 1 || flows[0] !== "code") {
            yield `allowedOauthFlows is ${show(flows)}`;
        }
        const direct = textsAt(props, "explicitAuthFlows");
        // Left empty, Cognito allows passwords (SRP) and custom challenges.
        if (direct.length !== 1 || direct[0] !== "ALLOW_REFRESH_TOKEN_AUTH") {
            yield `explicitAuthFlows is ${show(direct)}`;
        }
    },
};
