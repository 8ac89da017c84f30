import { decodeJwt } from "jose";
import { askMinistack } from "./ask-ministack";
import type { Handler } from "./front";
import { json } from "./http";
import { text } from "./values";

/** Which attributes a scope opens ("The user attributes endpoint", Amazon Cognito Developer Guide). `profile` opens all but the two others'. */
const OF_SCOPE: Readonly<Record<string, readonly string[]>> = {
    email: ["email", "email_verified"],
    phone: ["phone_number", "phone_number_verified"],
};
const NOT_PROFILE = Object.values(OF_SCOPE).flat();

/** Members that ministack adds and Cognito does not answer with. */
const NOT_COGNITO = ["cognito:username", "cognito:groups"];

/**
 * `GET` and `POST /oauth2/userInfo`: the attributes that the access token's scopes and the client's `ReadAttributes` open. ministack checks the
 * token, but answers with everything: locally, an app would see claims that are missing on AWS.
 */
export const userInfo: Handler = async (front, incoming) => {
    const authorization = incoming.headers.authorization ?? "";
    const { status, headers, body } = await askMinistack(front.socketPath, {
        method: "GET",
        path: "/oauth2/userInfo",
        headers: { authorization },
    });
    if (status !== 200) {
        const challenge = headers["www-authenticate"];
        const answer = json(status, JSON.parse(body));
        return challenge === undefined ? answer : { ...answer, headers: { ...answer.headers, "www-authenticate": challenge } };
    }
    const claims = decodeJwt(authorization.replace(/^bearer +/i, ""));
    const client = await front.directory.client(text(claims.client_id));
    const visible = visibleTo(text(claims.scope).split(" "), client?.readAttributes ?? []);
    const attributes = Object.entries(JSON.parse(body) as Record<string, unknown>);
    return json(200, Object.fromEntries(attributes.filter(([name]) => visible(name))));
};

/** `openid` alone opens everything readable; with other scopes, only what they name. */
function visibleTo(scopes: readonly string[], readAttributes: readonly string[]): (name: string) => boolean {
    const narrowed = scopes.some((scope) => scope === "profile" || scope in OF_SCOPE);
    return (name) => {
        if (name === "sub" || name === "username") return true;
        if (NOT_COGNITO.includes(name)) return false;
        if (readAttributes.length > 0 && !readAttributes.includes(name)) return false;
        if (!narrowed) return true;
        return scopes.some((scope) => OF_SCOPE[scope]?.includes(name) === true || (scope === "profile" && !NOT_PROFILE.includes(name)));
    };
}
