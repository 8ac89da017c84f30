import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { virtualEnvironment } from "../../local/python";
import { root } from "./project-copy";
import type { RunningStack } from "./running-stack";

const script = `
import sys, json, botocore.session
endpoint, region, request = sys.argv[1:]
client = botocore.session.get_session().create_client("cognito-idp", region_name=region, endpoint_url=endpoint,
    aws_access_key_id="test", aws_secret_access_key="test")
client.admin_create_user(**json.loads(request))
`;

/** Adds an account as the owner would with the AWS command line, whose library this is. */
export async function createUser(
    stack: RunningStack,
    user: { readonly username: string; readonly email: string; readonly temporaryPassword: string },
): Promise<void> {
    const request = {
        UserPoolId: stack.outputs.userPoolId,
        Username: user.username,
        TemporaryPassword: user.temporaryPassword,
        UserAttributes: [
            { Name: "email", Value: user.email },
            { Name: "email_verified", Value: "true" },
        ],
    };
    const { cognitoEndpoint, region } = stack.outputs;
    const { python } = await virtualEnvironment({
        name: "user-pool",
        requirementsFile: path.join(root, "local", "requirements.txt"),
        directory: path.join(root, ".local", "python"),
    });
    await promisify(execFile)(python, ["-c", script, cognitoEndpoint, region, JSON.stringify(request)]);
}
