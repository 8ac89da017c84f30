import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { virtualEnvironment } from "../../local/python";
import { root } from "./project-copy";
import type { RunningStack } from "./running-stack";

const script = `
import sys, json, botocore.session
endpoint, region, calls = sys.argv[1:]
client = botocore.session.get_session().create_client("cognito-idp", region_name=region, endpoint_url=endpoint)
for operation, request in json.loads(calls):
    getattr(client, operation)(**request)
`;

type Call = readonly [operation: string, request: Readonly<Record<string, unknown>>];

/** Calls Cognito as the owner would with the AWS command line, whose library this is; each request gets the pool's id. */
export async function cognito(stack: RunningStack, ...calls: readonly Call[]): Promise<void> {
    const { cognitoEndpoint, region, userPoolId, accessKeyId, secretAccessKey } = stack.outputs;
    const { python } = await virtualEnvironment({
        name: "user-pool",
        requirementsFile: path.join(root, "local", "requirements.txt"),
        directory: path.join(root, ".local", "python"),
    });
    const requests = calls.map(([operation, request]) => [operation, { UserPoolId: userPoolId, ...request }]);
    const env = { ...process.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    await promisify(execFile)(python, ["-c", script, cognitoEndpoint, region, JSON.stringify(requests)], { env });
}

function create(username: string, email: string, more: Readonly<Record<string, unknown>>): Call {
    const attributes = { email, email_verified: "true", ...(more["attributes"] as object | undefined) };
    return [
        "admin_create_user",
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
        ["admin_set_user_password", { Username: username, Password: password, Permanent: true }],
        ...groups.map((group): Call => ["admin_add_user_to_group", { Username: username, GroupName: group }]),
    );
}
