import type { HeaderList } from "./headers";
import type { IdentitySigner } from "./identity-signer";
import type { Session } from "./session";

/**
 * The headers that tell a target who the user is.
 *
 * AWS: "Authenticate users using an Application Load Balancer", User claims encoding and signature verification.
 *
 * @param now milliseconds.
 */
export function identityHeaders(session: Session, signer: IdentitySigner, now: number): HeaderList {
    return [
        ["x-amzn-oidc-accesstoken", session.accessToken],
        ["x-amzn-oidc-identity", session.claims.sub],
        ["x-amzn-oidc-data", signer.sign(session, now)],
    ];
}

/**
 * Drops whatever a client sent that a target could take for an identity header: any case, and underscores for hyphens,
 * since CGI-like servers do not tell the two apart. Applied to every forwarded request, logged in or not.
 */
export function withoutIdentity(headers: HeaderList): HeaderList {
    return headers.filter(([name]) => !/^x[-_]amzn[-_]oidc[-_]/i.test(name));
}
