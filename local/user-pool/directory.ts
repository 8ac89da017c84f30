import { CognitoError, type CognitoApi } from "./api";
import { passwordPolicy, type PasswordPolicy } from "./password-policy";
import { text, texts } from "./values";

/** What the front must know of an app client; read anew for each request, so that `aws cognito-idp update-user-pool-client` takes effect. */
export interface AppClient {
    readonly clientId: string;
    readonly clientSecret: string | undefined;
    readonly callbackUrls: readonly string[];
    readonly logoutUrls: readonly string[];
    readonly defaultRedirectUri: string;
    readonly oauthFlows: readonly string[];
    readonly oauthScopes: readonly string[];
    readonly authFlows: readonly string[];
    /** Names of the identity providers that its users may come from; `COGNITO` is the pool itself. */
    readonly identityProviders: readonly string[];
    readonly readAttributes: readonly string[];
    readonly tokenRevocation: boolean;
    readonly preventUserExistenceErrors: boolean;
}

/** What the front must know of the pool; read anew for each request, too. */
export interface PoolSettings {
    readonly policy: PasswordPolicy;
    readonly adminCreateUserOnly: boolean;
    readonly emailAlias: boolean;
    readonly caseSensitive: boolean;
    /** Whether a second factor is asked for: of nobody, of whoever has one, of everybody. */
    readonly mfa: "OFF" | "OPTIONAL" | "ON";
    /** Attributes that every user must have. */
    readonly requiredAttributes: readonly { readonly name: string; readonly minLength: number; readonly maxLength: number }[];
}

/** A user of the pool. */
export interface User {
    readonly username: string;
    readonly enabled: boolean;
    readonly status: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly mfa: readonly string[];
    /** Milliseconds since 1970. */
    readonly created: number;
}

/** Typed look-ups in the one pool that is served. */
export interface Directory {
    readonly userPoolId: string;
    readonly api: CognitoApi;
    /** The client, or undefined when the pool has none of that id. */
    client(clientId: string): Promise<AppClient | undefined>;
    settings(): Promise<PoolSettings>;
    /** The user by name, alias or `sub`; undefined when there is none. */
    user(login: string): Promise<User | undefined>;
}

type Members = Readonly<Record<string, unknown>>;

/** Look-ups through the Cognito API. */
export function directory(api: CognitoApi, userPoolId: string): Directory {
    const settings = async (): Promise<PoolSettings> =>
        settingsOf((await api("DescribeUserPool", { UserPoolId: userPoolId })).UserPool as Members);
    return {
        userPoolId,
        api,
        settings,
        client: async (clientId) => {
            const found = await unlessMissing(api("DescribeUserPoolClient", { UserPoolId: userPoolId, ClientId: clientId }));
            return found && clientOf(found.UserPoolClient as Members);
        },
        user: async (login) => {
            const found = await unlessMissing(api("AdminGetUser", { UserPoolId: userPoolId, Username: login }));
            if (found) return userOf(found);
            if ((await settings()).caseSensitive) return undefined;
            return findInAnyCase(api, userPoolId, login);
        },
    };
}

function clientOf(client: Members): AppClient {
    return {
        clientId: String(client.ClientId),
        clientSecret: typeof client.ClientSecret === "string" ? client.ClientSecret : undefined,
        callbackUrls: texts(client.CallbackURLs),
        logoutUrls: texts(client.LogoutURLs),
        defaultRedirectUri: text(client.DefaultRedirectURI),
        oauthFlows: client.AllowedOAuthFlowsUserPoolClient === true ? texts(client.AllowedOAuthFlows) : [],
        oauthScopes: texts(client.AllowedOAuthScopes),
        authFlows: texts(client.ExplicitAuthFlows),
        identityProviders: texts(client.SupportedIdentityProviders),
        readAttributes: texts(client.ReadAttributes),
        tokenRevocation: client.EnableTokenRevocation !== false,
        preventUserExistenceErrors: client.PreventUserExistenceErrors === "ENABLED",
    };
}

function settingsOf(pool: Members): PoolSettings {
    const schema = Array.isArray(pool.SchemaAttributes) ? (pool.SchemaAttributes as Members[]) : [];
    return {
        policy: passwordPolicy(pool),
        adminCreateUserOnly: (pool.AdminCreateUserConfig as Members | undefined)?.AllowAdminCreateUserOnly === true,
        emailAlias: texts(pool.AliasAttributes).includes("email"),
        caseSensitive: (pool.UsernameConfiguration as Members | undefined)?.CaseSensitive !== false,
        mfa: pool.MfaConfiguration === "ON" || pool.MfaConfiguration === "OPTIONAL" ? pool.MfaConfiguration : "OFF",
        requiredAttributes: schema
            .filter((attribute) => attribute.Required === true && attribute.Name !== "sub")
            .map((attribute) => {
                const limits = (attribute.StringAttributeConstraints ?? {}) as Members;
                return {
                    name: String(attribute.Name),
                    minLength: Number(limits.MinLength ?? 0),
                    maxLength: Number(limits.MaxLength ?? 2048),
                };
            }),
    };
}

/** Reads the answers of AdminGetUser and of ListUsers, which name the attributes differently. */
function userOf(user: Members): User {
    const pairs = (user.UserAttributes ?? user.Attributes ?? []) as { Name: string; Value?: string }[];
    return {
        username: String(user.Username),
        enabled: user.Enabled !== false,
        status: String(user.UserStatus),
        attributes: Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value ?? ""])),
        mfa: texts(user.UserMFASettingList),
        created: Number(user.UserCreateDate ?? 0) * 1000,
    };
}

/** ministack compares names exactly; a pool with `CaseSensitive: false` does not. */
async function findInAnyCase(api: CognitoApi, userPoolId: string, login: string): Promise<User | undefined> {
    const wanted = login.toLowerCase();
    let token: unknown;
    do {
        const page = await api("ListUsers", { UserPoolId: userPoolId, ...(token !== undefined && { PaginationToken: token }) });
        for (const listed of (page.Users ?? []) as Members[]) {
            const user = userOf(listed);
            const names = [user.username, ...(user.attributes.email_verified === "true" ? [user.attributes.email ?? ""] : [])];
            if (!names.some((name) => name.toLowerCase() === wanted)) continue;
            // AdminGetUser alone tells the MFA settings.
            return userOf(await api("AdminGetUser", { UserPoolId: userPoolId, Username: user.username }));
        }
        token = page.PaginationToken;
    } while (token !== undefined);
    return undefined;
}

async function unlessMissing(result: Promise<Record<string, unknown>>): Promise<Record<string, unknown> | undefined> {
    try {
        return await result;
    } catch (error) {
        if (error instanceof CognitoError && /^(ResourceNotFound|UserNotFound)Exception$/.test(error.name)) return undefined;
        throw error;
    }
}
