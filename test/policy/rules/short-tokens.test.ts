import { types } from "../../../declared/types";
import { shortTokens } from "../../../policy/rules/short-tokens";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const right = {
    accessTokenValidity: 15,
    idTokenValidity: 5,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes" },
    enableTokenRevocation: true,
};
const client = (props: object) => [resource(types.userPoolClient, { ...right, ...props })];

describeRule(shortTokens, {
    holds: {
        "for 15 minutes": client({}),
        "for seconds": client({ accessTokenValidity: 300, tokenValidityUnits: { accessToken: "seconds", idToken: "minutes" } }),
    },
    violated: {
        "by 16 minutes": [client({ accessTokenValidity: 16 }), "accessToken lives 960 s"],
        "by Cognito's default unit, hours": [
            client({ tokenValidityUnits: undefined }),
            "accessToken lives 54000 s",
            "idToken lives 18000 s",
        ],
        "by no number": [client({ idTokenValidity: undefined }), "idToken lives as long as Cognito likes"],
        "by tokens for ever": [client({ enableTokenRevocation: false }), "tokens cannot be revoked"],
    },
});
