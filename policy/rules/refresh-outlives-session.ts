import { secondsOfToken } from "../../declared/token-validity";
import { types } from "../../declared/types";
import { numberAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { authenticationsOf, rulesOf } from "../view/listeners";

/** Cognito's least for a refresh token. */
const least = 3600;

/** A refresh token that ends first ends the session early; one that lives on is worth stealing afterwards. */
export const refreshOutlivesSession: StackRule = {
    id: "refresh-outlives-session",
    scope: "stack",
    description: "The refresh token lives as long as the session, and no more than a minute longer.",
    remedy: "Set refreshTokenValidity to the session timeout, or to an hour where that is shorter.",
    types: [types.userPoolClient],
    *check({ props }, stack) {
        const token = secondsOfToken(props, "refreshToken");
        for (const settings of rulesOf(stack).flatMap(authenticationsOf)) {
            const session = numberAt(settings, "sessionTimeout");
            if (!(token >= session && token <= Math.max(least, session) + 60)) {
                yield `the refresh token lives ${token} s, and a session ${session} s`;
                return;
            }
        }
    },
};
