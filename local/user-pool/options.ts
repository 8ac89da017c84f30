import type { RequestListener } from "node:http";
import type { UserPool } from "../model";
import type { FirstUser } from "./create";
import type { Clock } from "./expiring-map";

/** What a user pool is started with. */
export interface UserPoolOptions {
    readonly userPool: UserPool;
    readonly region: string;
    /** Path of a Python that has `local/requirements.txt` installed. */
    readonly python: string;
    /** Folder for the log and the state of `ministack`. Its state is removed at each start. */
    readonly stateDirectory: string;
    /** Port of the hosted pages; 0 takes a free one. */
    readonly loginPort: number;
    /** PEM. Must name the pool's login host. */
    readonly certificate: { readonly key: string; readonly cert: string };
    /** Local port of the declared https port: callback and logout URLs under `.localhost` get it. */
    readonly publicPort: number;
    /** The user to log in with. @default `demo`, `demo@example.com`, a random temporary password */
    readonly firstUser?: Partial<FirstUser>;
    /** Port of the back channel and the API; 0 takes a free one. @default 0 */
    readonly endpointPort?: number;
    /** More paths to answer at the endpoint, such as a load balancer's public keys. */
    readonly backChannel?: Readonly<Record<string, RequestListener>>;
    /** Gets one line for each failed request. @default none */
    readonly log?: (line: string) => void;
    /** Certificate authorities that identity providers may have, beside the system's. PEM. @default none */
    readonly providerCa?: string | undefined;
    /** @default Date.now */
    readonly clock?: Clock;
}
