import { randomBytes } from "node:crypto";

import type { Sealer } from "./sealer";

/**
 * AWS: "Authenticate users using an Application Load Balancer", Client login timeout: 15 minutes, which cannot be changed.
 */
export const loginTimeout = 15 * 60 * 1000;

/** Binds the `state` to the browser that started the login (AWS names the cookie, and the reason code `AuthInvalidAWSALBAuthNonce`). */
export const nonceCookie = "AWSALBAuthNonce";

/** What the `state` parameter carries, sealed: nothing is kept in memory for a login that is never finished. */
export interface LoginState {
    /** Random; makes the state single-use. */
    readonly id: string;
    /** Value of the browser's nonce cookie. */
    readonly browserNonce: string;
    /** The `nonce` that the ID token must carry. */
    readonly tokenNonce: string;
    /** Where the login began: the callback must come to the same host, and returns only to it. */
    readonly host: string;
    /** Path and query to return to. */
    readonly target: string;
    /** The action that began it. */
    readonly clientId: string;
    readonly sessionCookieName: string;
    /** Milliseconds since the epoch. */
    readonly started: number;
}

/** An unguessable text of 256 bits, in base64url. */
export const randomText = () => randomBytes(32).toString("base64url");

/** A well-formed nonce of ours. Logins in several tabs share one cookie, so the one a browser has is kept. */
export function isNonce(text: string | undefined): text is string {
    return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The `state` parameter of a login. */
export function sealState(state: LoginState, sealer: Sealer): string {
    return sealer.seal("login state", Buffer.from(JSON.stringify(state)));
}

/** The login that a `state` parameter belongs to; undefined for one that this load balancer did not seal. */
export function openState(sealed: string, sealer: Sealer): LoginState | undefined {
    const opened = sealer.open("login state", sealed);
    return opened && (JSON.parse(opened.toString()) as LoginState);
}
