import type { DeclaredStack } from "../declared";
import type { AuthenticateCognito } from "../model";
import type { Inputs } from "./inputs";

/**
 * Defaults are AWS's (Elastic Load Balancing API Reference, "AuthenticateCognitoActionConfig").
 * Refuses a pool, client or domain that the program does not declare: it exists only on AWS.
 */
export function planAuthenticateCognito(inputs: Inputs, stack: DeclaredStack): AuthenticateCognito {
    const config = inputs.object("authenticateCognito");
    if (config === undefined) {
        inputs.refuse("authenticateCognito", "is missing");
    }
    const planned: AuthenticateCognito = {
        type: "authenticate-cognito",
        userPoolArn: config?.string("userPoolArn", "") ?? "",
        userPoolClientId: config?.string("userPoolClientId", "") ?? "",
        userPoolDomain: config?.string("userPoolDomain", "") ?? "",
        scope: config?.string("scope", "openid") ?? "openid",
        sessionCookieName: config?.string("sessionCookieName", "AWSELBAuthSessionCookie") ?? "",
        sessionTimeout: config?.number("sessionTimeout", 604_800) ?? 604_800,
        onUnauthenticatedRequest:
            config?.oneOf("onUnauthenticatedRequest", ["deny", "allow", "authenticate"], "authenticate") ?? "authenticate",
        authenticationRequestExtraParams: config?.map("authenticationRequestExtraParams") ?? {},
    };
    if (config !== undefined) {
        config.end();
        refuseInvalid(config, planned);
        refuseUndeclared(config, planned, stack);
    }
    return planned;
}

/** Elastic Load Balancing API Reference, "AuthenticateCognitoActionConfig". */
function refuseInvalid(config: Inputs, { sessionCookieName, sessionTimeout }: AuthenticateCognito): void {
    if (!(sessionTimeout >= 1 && sessionTimeout <= 604_800)) {
        config.refuse("sessionTimeout", "AWS takes 1 to 604800 seconds");
    }
    // A name that could be another cookie's, or none at all. RFC 6265: a token.
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(sessionCookieName)) {
        config.refuse("sessionCookieName", "is no name of a cookie");
    }
}

function refuseUndeclared(config: Inputs, planned: AuthenticateCognito, stack: DeclaredStack): void {
    const declared: readonly [key: string, value: string, known: readonly unknown[]][] = [
        ["userPoolArn", planned.userPoolArn, stack.ofType("aws:cognito/userPool:UserPool").map(({ state }) => state["arn"])],
        ["userPoolClientId", planned.userPoolClientId, stack.ofType("aws:cognito/userPoolClient:UserPoolClient").map(({ id }) => id)],
        [
            "userPoolDomain",
            planned.userPoolDomain,
            stack.ofType("aws:cognito/userPoolDomain:UserPoolDomain").map(({ inputs }) => inputs["domain"]),
        ],
    ];
    for (const [key, value, known] of declared) {
        if (!known.includes(value)) {
            config.refuse(key, `the program declares no such resource: "${value}"`);
        }
    }
}
