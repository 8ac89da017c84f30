import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { RunningStack } from "./running-stack";

// That later versions of the SDK need a later Node concerns who moves the pins.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

type Operation =
    | "adminAddUserToGroup"
    | "adminCreateUser"
    | "adminDisableUser"
    | "adminRemoveUserFromGroup"
    | "adminSetUserPassword"
    | "adminUserGlobalSignOut"
    | "createGroup";

type Call = readonly [operation: Operation, request: Readonly<Record<string, unknown>>];

/** Calls Cognito as the owner would, with AWS's own library; each request gets the pool's id. */
export async function cognito(stack: RunningStack, ...calls: readonly Call[]): Promise<void> {
    const { cognitoEndpoint: endpoint, region, userPoolId, accessKeyId, secretAccessKey } = stack.outputs;
    const client = new CognitoIdentityProvider({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    for (const [operation, request] of calls) {
        const call = client[operation].bind(client) as (request: object) => Promise<unknown>;
        await call({ UserPoolId: userPoolId, ...request });
    }
    client.destroy();
}

function create(username: string, email: string, more: Readonly<Record<string, unknown>>): Call {
    const attributes = { email, email_verified: "true", ...(more["attributes"] as object | undefined) };
    return [
        "adminCreateUser",
        { Username: username, UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })) },
    ];
}

/** Adds an account that has to choose a password at its first login. */
export async function createUser(
    stack: RunningStack,
    user: { readonly username: string; readonly email: string; readonly temporaryPassword: string },
): Promise<void> {
    const [operation, request] = create(user.username, user.email, {});
    await cognito(stack, [operation, { ...request, TemporaryPassword: user.temporaryPassword }]);
}

/** Adds an account that can log in at once: a name that is its nickname, too, and the groups that it is in. */
export async function createMember(
    stack: RunningStack,
    { username, password, groups = [] }: { readonly username: string; readonly password: string; readonly groups?: readonly string[] },
): Promise<void> {
    await cognito(
        stack,
        create(username, `${username}@example.com`, { attributes: { nickname: username } }),
        ["adminSetUserPassword", { Username: username, Password: password, Permanent: true }],
        ...groups.map((group): Call => ["adminAddUserToGroup", { Username: username, GroupName: group }]),
    );
}
