import type { UserPool } from "../../model";
import { askMinistack } from "../ask-ministack";
import type { AuthorizeRequest } from "../authorize-request";
import { expiringMap, type Clock, type ExpiringMap } from "../expiring-map";
import { providerClient, type ProviderClient } from "./provider";
import { poolTriggers, type PoolTriggers } from "./triggers";

/** A browser that is at a provider. */
export interface PendingFederation {
    readonly request: AuthorizeRequest;
    readonly provider: string;
    readonly nonce: string;
    /** What the browser's cookie must hold: another browser's answer is not this one's. */
    readonly browser: string;
}

/** What the pool has to do with other identity providers. */
export interface Federation {
    /** By name. */
    readonly providers: ReadonlyMap<
        string,
        { readonly client: ProviderClient; readonly attributeMapping: Readonly<Record<string, string>> }
    >;
    readonly triggers: PoolTriggers;
    readonly pending: ExpiringMap<PendingFederation>;
    /** Makes a provider's user, or updates the one that is there; answers with the user name. */
    putUser(provider: string, userId: string, attributes: Readonly<Record<string, string>>): Promise<string>;
    /** The app's callback URL with a fresh code for a user who needs no password. */
    issueCode(request: AuthorizeRequest, username: string): Promise<string>;
}

/** Milliseconds that a person has at a provider. Source: Cognito Developer Guide, "Quotas": a federated sign-in's state is good for 5 minutes. */
const PENDING_LIFETIME = 5 * 60_000;

/** What a federation is made from. */
export interface FederationOptions {
    readonly userPool: UserPool;
    readonly userPoolId: string;
    readonly socketPath: string;
    readonly clock: Clock;
    readonly log: (line: string) => void;
    /** Certificate authorities that providers may have, beside the system's. PEM. */
    readonly providerCa: string | undefined;
}

/** The declared providers and triggers of a pool. */
export function federation({ userPool, userPoolId, socketPath, clock, log, providerCa }: FederationOptions): Federation {
    const declared = userPool.externalProviders ?? [];
    const ask = async (operation: string, request: object): Promise<Record<string, unknown>> => {
        const body = JSON.stringify({ poolId: userPoolId, ...request });
        const { status, body: answer } = await askMinistack(socketPath, { method: "POST", path: `/_federation/${operation}`, body });
        if (status !== 200) throw new Error(`ministack answered ${operation} with status ${status}.`);
        return JSON.parse(answer) as Record<string, unknown>;
    };
    return {
        providers: new Map(
            declared.map((provider) => [
                provider.name,
                { client: providerClient(provider, providerCa), attributeMapping: provider.attributeMapping },
            ]),
        ),
        triggers: poolTriggers(userPool.triggers ?? {}, log),
        pending: expiringMap<PendingFederation>(PENDING_LIFETIME, clock),
        putUser: async (provider, userId, attributes) => String((await ask("put-user", { provider, userId, attributes }))["username"]),
        issueCode: async (request, username) => {
            const { client, redirectUri, scope, nonce, codeChallenge, codeChallengeMethod, state } = request;
            const asked = { clientId: client.clientId, redirectUri, scope, nonce, codeChallenge, codeChallengeMethod, state, username };
            return String((await ask("issue-code", asked))["location"]);
        },
    };
}
