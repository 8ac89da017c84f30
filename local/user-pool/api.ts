import { askMinistack } from "./ask-ministack";
import { text } from "./values";

/** An error of the Cognito API: `name` is its exception, such as `UserNotFoundException`. */
export class CognitoError extends Error {
    constructor(
        override readonly name: string,
        message: string,
    ) {
        super(message);
    }
}

/** Input of an operation of the Cognito API. */
export type Input = Readonly<Record<string, unknown>>;

/** Its output. */
export type Output = Record<string, unknown>;

/** Calls one operation of the Cognito user pools API. Throws CognitoError when it answers with an exception. */
export type CognitoApi = (operation: string, input: Input) => Promise<Output>;

/** The service's part of the `X-Amz-Target` header. */
export const TARGET_PREFIX = "AWSCognitoIdentityProviderService.";

/** The `Authorization` header that makes a caller of ministack its administrator. */
export function ministackAuthorization(region: string): string {
    return `AWS4-HMAC-SHA256 Credential=test/20000101/${region}/cognito-idp/aws4_request, SignedHeaders=host, Signature=none`;
}

/**
 * A caller of ministack's Cognito API (AWS JSON 1.1) over its socket.
 *
 * Not the AWS SDK (4 MB of packages for ten operations): ministack wants to be told the credential and the region, but checks no signature, so
 * there is nothing to sign; and the private socket is what keeps others out.
 */
export function cognitoApi(socketPath: string, region: string): CognitoApi {
    const authorization = ministackAuthorization(region);
    return async (operation, input) => {
        const { status, body } = await askMinistack(socketPath, {
            method: "POST",
            path: "/",
            headers: {
                "content-type": "application/x-amz-json-1.1",
                "x-amz-target": TARGET_PREFIX + operation,
                authorization,
            },
            body: JSON.stringify(input),
        });
        const output = JSON.parse(body || "{}") as Record<string, unknown>;
        if (status !== 200) throw new CognitoError(text(output.__type) || `HTTP ${status}`, text(output.message) || body);
        return output;
    };
}
