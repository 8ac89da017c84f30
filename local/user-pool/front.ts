import type { IncomingMessage } from "node:http";
import type { Challenge } from "./challenge";
import type { Directory } from "./directory";
import type { Clock, ExpiringMap } from "./expiring-map";
import type { Federation } from "./federation";
import type { HostedLogin } from "./hosted-login";
import type { Answer } from "./http";
import type { Banner } from "./pages/banner";
import type { PendingLogin } from "./pending-login";
import type { SecondFactors } from "./second-factor";
import type { SignInAttempts } from "./sign-in-attempts";
import type { AccessKey } from "./signature";
import type { SsoSessions } from "./sso-session";
import type { TemporaryPasswords } from "./temporary-passwords";

/** What the hosted pages and the endpoints share. */
export interface Front {
    /** Such as `https://prefix.auth.localhost:8444`. */
    readonly origin: string;
    /** The `iss` of the pool's tokens. */
    readonly issuer: string;
    readonly region: string;
    /** Whoever signs with it is the pool's administrator. */
    readonly accessKey: AccessKey;
    /** Stands above each page. */
    readonly banner: Banner;
    readonly socketPath: string;
    readonly directory: Directory;
    readonly login: HostedLogin;
    readonly sessions: SsoSessions;
    /** Other identity providers, and the functions that the pool asks. */
    readonly federation: Federation;
    readonly pending: ExpiringMap<PendingLogin>;
    /** Challenges of sign-ins through the API. */
    readonly challenges: ExpiringMap<Challenge>;
    readonly attempts: SignInAttempts;
    readonly secondFactors: SecondFactors;
    readonly temporaryPasswords: TemporaryPasswords;
    readonly clock: Clock;
    /** Gets a line for what people are not told. */
    readonly log: (line: string) => void;
}

/** Answers one kind of request. */
export type Handler = (front: Front, request: IncomingMessage, url: URL) => Promise<Answer>;
