import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from "node:crypto";

import type { Session } from "./session";

/** Signs user claims for targets. */
export interface IdentitySigner {
    /** The value of `x-amzn-oidc-data`. `now` in milliseconds. */
    readonly sign: (session: Session, now: number) => string;
}

/** A key that the claims of users are signed with. */
export interface SigningKey {
    /** Its `kid`. */
    readonly id: string;
    /** PEM of the private key. */
    readonly pem: string;
}

/** A new key. */
export function createSigningKey(): SigningKey {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return { id: randomUUID(), pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** PEM of the public key that verifies what a key has signed. */
export function publicKeyOf({ pem }: SigningKey): string {
    return createPublicKey(pem).export({ type: "spki", format: "pem" }).toString();
}

/** Seconds that a signed value is good for. AWS documents none; the real one's are valid for a few minutes. */
const lifetime = 120;

/** Base64url WITH padding: AWS's tokens have it, and JOSE libraries neither write nor accept it. */
const base64UrlPadded = (data: Buffer) => data.toString("base64").replaceAll("+", "-").replaceAll("/", "_");

/**
 * A signer with one key. A value is signed once and sent again until half of its life is over.
 *
 * AWS: "Authenticate users using an Application Load Balancer", User claims encoding and signature verification.
 *
 * @param signer ARN of the load balancer.
 */
export function createIdentitySigner(signer: string, key: SigningKey): IdentitySigner {
    const privateKey = createPrivateKey(key.pem);
    // Weak: a signed value goes when the session it was made for goes.
    const signed = new WeakMap<Session, { readonly value: string; readonly until: number }>();
    return {
        sign(session, now) {
            const known = signed.get(session);
            if (known !== undefined && now < known.until) {
                return known.value;
            }
            const exp = Math.floor(now / 1000) + lifetime;
            const header = { typ: "JWT", kid: key.id, alg: "ES256", iss: session.issuer, client: session.clientId, signer, exp };
            const payload = { ...session.claims, exp, iss: session.issuer };
            const input = [header, payload].map((part) => base64UrlPadded(Buffer.from(JSON.stringify(part)))).join(".");
            const signature = sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
            const value = `${input}.${base64UrlPadded(signature)}`;
            signed.set(session, { value, until: now + (lifetime / 2) * 1000 });
            return value;
        },
    };
}
