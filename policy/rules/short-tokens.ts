import { secondsOfToken } from "../../declared/token-validity";
import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { ResourceRule } from "../rule";

const longest = 15 * 60;

/** The load balancer asks Cognito about a user when it renews the access token: so long may a disabled user go on. */
export const shortTokens: ResourceRule = {
    id: "short-tokens",
    scope: "resource",
    description: "A disabled user is out within 15 minutes, and a token can be revoked.",
    remedy: "Set accessTokenValidity and idTokenValidity to 15 minutes or less, and enableTokenRevocation to true.",
    types: [types.userPoolClient],
    *check({ props }) {
        for (const token of ["accessToken", "idToken"] as const) {
            const seconds = secondsOfToken(props, token);
            if (!(seconds <= longest)) {
                yield `${token} lives ${Number.isNaN(seconds) ? "as long as Cognito likes" : `${seconds} s`}`;
            }
        }
        if (at(props, "enableTokenRevocation") !== true) {
            yield "tokens cannot be revoked";
        }
    },
};
