import { randomBytes } from "node:crypto";
import { createSigningKey, type SigningKey } from "./identity-signer";

/** The secrets of one load balancer, which its nodes share: a session that one of them began goes on at every other. */
export interface LoadBalancerKeys {
    /** Of session, state and stickiness cookies. */
    readonly sealing: Uint8Array;
    /** Of `x-amzn-oidc-data`. */
    readonly signing: SigningKey;
    /** Of TLS sessions, which clients resume at any node. */
    readonly tickets: Uint8Array;
}

/** New ones: what another load balancer made is good for nothing here. */
export function createKeys(): LoadBalancerKeys {
    return { sealing: randomBytes(32), signing: createSigningKey(), tickets: randomBytes(48) };
}
