import type { UserPool } from "../model";
import type { CognitoApi } from "./api";
import { withLocalPorts } from "./local-urls";
import { passwordPolicy, temporaryPassword, withWholePolicy } from "./password-policy";
import { texts } from "./values";

/** The user that a person logs in with. */
export interface FirstUser {
    readonly username: string;
    readonly email: string;
    readonly temporaryPassword: string;
}

/** A user that has to choose a password at the first login. */
export interface CreatedUser {
    readonly username: string;
    /** Address that signs them in as well as the name does; undefined where none does. */
    readonly email?: string;
    /** What apps may call them; nobody signs in with it. */
    readonly nickname?: string;
    readonly temporaryPassword: string;
    /** Whether the program declares it; else it is there to log in with, and a deployment makes no such account. */
    readonly declared: boolean;
}

/** The pool as it was created. */
export interface CreatedUserPool {
    readonly userPoolId: string;
    /** From the ids that the declared stack knows to the ones in use: Cognito chooses both, so the declared ones cannot be kept. */
    readonly ids: Readonly<Record<string, string>>;
    /** By declared id. */
    readonly clientSecrets: Readonly<Record<string, string>>;
    /** Those who may sign in, the first user first. */
    readonly users: readonly CreatedUser[];
    /** How many more there are who may not. */
    readonly disabledUsers: number;
}

/**
 * Creates the declared pool, domain, clients, groups and users through the Cognito API, and one more user to log in with.
 *
 * @throws Error naming the declared resource, when Cognito refuses it.
 */
export async function createUserPool(
    api: CognitoApi,
    pool: UserPool,
    publicPort: number,
    first: Partial<FirstUser>,
): Promise<CreatedUserPool> {
    const { UserPool: created } = await named(pool.resourceName, api("CreateUserPool", withWholePolicy(pool.createUserPool)));
    const userPoolId = String((created as Record<string, unknown>).Id);
    await setSoftwareTokenMfa(api, pool, userPoolId);
    await named(pool.resourceName, api("CreateUserPoolDomain", { UserPoolId: userPoolId, Domain: pool.domain.domain }));

    await createProviders(api, pool, userPoolId);
    const ids: Record<string, string> = { [pool.id]: userPoolId };
    const clientSecrets: Record<string, string> = {};
    for (const client of pool.clients) {
        const input = { ...withLocalPorts(client.createUserPoolClient, publicPort), UserPoolId: userPoolId };
        const answer = await named(client.resourceName, api("CreateUserPoolClient", input));
        const { ClientId, ClientSecret } = answer.UserPoolClient as Record<string, unknown>;
        ids[client.id] = String(ClientId);
        if (typeof ClientSecret === "string") clientSecrets[client.id] = ClientSecret;
    }
    for (const group of pool.groups) {
        const input = { UserPoolId: userPoolId, GroupName: group.name, Description: group.description, Precedence: group.precedence };
        await named(`group ${group.name}`, api("CreateGroup", input));
    }
    return { userPoolId, ids, clientSecrets, ...(await createUsers(api, pool, userPoolId, first)) };
}

/** Before the clients, which name them. The sign-in itself is the front's: `federation/`. */
async function createProviders(api: CognitoApi, pool: UserPool, userPoolId: string): Promise<void> {
    for (const { name, resourceName, issuer, clientId, scope, attributeMapping } of pool.externalProviders ?? []) {
        const ProviderDetails = { client_id: clientId, oidc_issuer: issuer, authorize_scopes: scope };
        const input = {
            UserPoolId: userPoolId,
            ProviderName: name,
            ProviderType: "OIDC",
            ProviderDetails,
            AttributeMapping: attributeMapping,
        };
        await named(resourceName, api("CreateIdentityProvider", input));
    }
}

/** A call of its own, as the provider's is: `CreateUserPool` knows no authenticator apps ("SetUserPoolMfaConfig", Amazon Cognito API Reference). */
async function setSoftwareTokenMfa(api: CognitoApi, pool: UserPool, userPoolId: string): Promise<void> {
    if (pool.softwareTokenMfa === undefined) return;
    const input = {
        UserPoolId: userPoolId,
        MfaConfiguration: pool.createUserPool.MfaConfiguration,
        SoftwareTokenMfaConfiguration: { Enabled: pool.softwareTokenMfa },
    };
    await named(pool.resourceName, api("SetUserPoolMfaConfig", input));
}

type User = UserPool["users"][number];

/**
 * The first user comes first: it is the one that a person is told about. One that the program declares under the same name, in whatever case, takes
 * its place.
 */
function wantedUsers(pool: UserPool, { username = "demo", email }: Partial<FirstUser>): User[] {
    const isFirst = (user: User): boolean => user.username.toLowerCase() === username.toLowerCase();
    const attributes = { email: email ?? `${username}@example.com`, email_verified: "true" };
    const first = pool.users.find(isFirst) ?? { username, attributes, groups: [], enabled: true };
    return [first, ...pool.users.filter((user) => !isFirst(user))];
}

/** Creates every user; of those who may sign in it tells the temporary passwords. */
async function createUsers(
    api: CognitoApi,
    pool: UserPool,
    userPoolId: string,
    first: Partial<FirstUser>,
): Promise<Pick<CreatedUserPool, "users" | "disabledUsers">> {
    const wanted = wantedUsers(pool, first);
    const users: CreatedUser[] = [];
    for (const [index, user] of wanted.entries()) {
        const given = index === 0 ? first.temporaryPassword : undefined;
        const password = given ?? temporaryPassword(passwordPolicy(pool.createUserPool));
        await createUser(api, userPoolId, user, password);
        const declared = pool.users.includes(user);
        if (user.enabled) users.push({ username: user.username, ...otherNames(pool, user), temporaryPassword: password, declared });
    }
    return { users, disabledUsers: wanted.length - users.length };
}

/** Source: Cognito Developer Guide, "Customizing sign-in attributes": an address is an alias where the pool says so, once it is verified. */
function otherNames(pool: UserPool, { attributes }: User): Pick<CreatedUser, "email" | "nickname"> {
    const { email, email_verified: verified, nickname } = attributes;
    const isAlias = texts(pool.createUserPool.AliasAttributes).includes("email") && verified === "true";
    return { ...(isAlias && email !== undefined && { email }), ...(nickname !== undefined && { nickname }) };
}

async function createUser(api: CognitoApi, userPoolId: string, user: User, password: string): Promise<void> {
    const common = { UserPoolId: userPoolId, Username: user.username };
    const input = {
        ...common,
        UserAttributes: Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
        TemporaryPassword: password,
        MessageAction: "SUPPRESS", // no mail leaves this machine
    };
    const what = `user ${user.username}`;
    await named(what, api("AdminCreateUser", input));
    if (!user.enabled) await named(what, api("AdminDisableUser", common));
    for (const group of user.groups) await named(what, api("AdminAddUserToGroup", { ...common, GroupName: group }));
}

/** Says which declared resource it was that Cognito refused. */
async function named<T>(resource: string, result: Promise<T>): Promise<T> {
    try {
        return await result;
    } catch (error) {
        throw new Error(`The local Cognito refuses ${resource}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
        });
    }
}
