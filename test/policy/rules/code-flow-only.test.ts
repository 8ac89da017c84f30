import { types } from "../../../declared/types";
import { codeFlowOnly } from "../../../policy/rules/code-flow-only";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (allowedOauthFlows: string[], explicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"]) => [
    resource(types.userPoolClient, { allowedOauthFlows, explicitAuthFlows }),
];

describeRule(codeFlowOnly, {
    holds: { "for the code flow": client(["code"]) },
    violated: {
        "by the implicit flow beside it": [client(["code", "implicit"]), 'allowedOauthFlows is ["code","implicit"]'],
        "by machines": [client(["client_credentials"]), 'allowedOauthFlows is ["client_credentials"]'],
        "by passwords": [
            client(["code"], ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"]),
            'explicitAuthFlows is ["ALLOW_REFRESH_TOKEN_AUTH","ALLOW_USER_PASSWORD_AUTH"]',
        ],
        "by AWS's default": [client(["code"], []), "explicitAuthFlows is []"],
    },
});
