import type { IncomingMessage } from "node:http";
import { CognitoError, ministackAuthorization, TARGET_PREFIX, type Input, type Output } from "./api";
import { ruleOf } from "./api-rules";
import { askMinistack } from "./ask-ministack";
import { checkTokens } from "./federation/check-tokens";
import { TriggerError } from "./federation/invoke";
import type { Front, Handler } from "./front";
import { readBody, type Answer } from "./http";
import { verifySignature } from "./signature";
import { text } from "./values";

const AMZ_JSON = "application/x-amz-json-1.1";

/**
 * `POST /`: the Cognito user pools API (AWS JSON 1.1), for boto3 and `aws cognito-idp --endpoint-url`, with the access key of this run.
 * ministack does the work; our rules refuse what AWS refuses and ministack does not.
 */
export const apiEndpoint: Handler = async (front, incoming) => {
    const target = String(incoming.headers["x-amz-target"] ?? "");
    const operation = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : "";
    if (!/^[A-Za-z]+$/.test(operation))
        return exception(new CognitoError("UnknownOperationException", "Only the Cognito user pools API is served here."));
    try {
        const body = await readBody(incoming);
        const headers = { "content-type": AMZ_JSON, "x-amz-target": target, ...authorization(front, incoming, body) };
        return await call(front, operation, readInput(body), headers);
    } catch (error) {
        if (error instanceof CognitoError) return exception(error);
        throw error;
    }
};

/**
 * An operation's input, which is always an object.
 *
 * @throws CognitoError where it is none: what ministack makes of other JSON is an error of its own code.
 */
function readInput(body: string): Input {
    let input: unknown;
    try {
        input = JSON.parse(body || "{}");
    } catch {
        throw new CognitoError("SerializationException", "Invalid JSON");
    }
    if (typeof input !== "object" || input === null || Array.isArray(input))
        throw new CognitoError("SerializationException", "Expected an object");
    return input as Input;
}

/**
 * An administrator's authorization for ministack, which would take any: where our own access key signed the request. Without one, ministack
 * serves what AWS serves to anybody, such as `InitiateAuth`, and refuses the rest.
 */
function authorization({ accessKey, region }: Front, { headers }: IncomingMessage, body: string): Record<string, string> {
    if (headers.authorization === undefined) return {};
    verifySignature({ headers, body }, accessKey);
    return { authorization: ministackAuthorization(region) };
}

async function call(front: Front, operation: string, input: Input, headers: Readonly<Record<string, string>>): Promise<Answer> {
    // Where an administrator's authorization is missing, ministack says so: nothing of the pool must be asked before.
    const rule = operation.startsWith("Admin") && headers["authorization"] === undefined ? {} : ruleOf(operation);
    const changed = (await rule.before?.(front, input)) ?? input;
    const { status, body } = await askMinistack(front.socketPath, { method: "POST", path: "/", headers, body: JSON.stringify(changed) });
    if (status >= 500) return internalError(); // Its own text is about its code, and for its log.
    const output = JSON.parse(body || "{}") as Output;
    if (status === 200) {
        await rule.after?.(front, input, output);
        await askAboutTokens(front, operation, changed, output);
    } else await rule.failed?.(front, input, String(output.__type));
    return { status, headers: { "content-type": AMZ_JSON }, body: JSON.stringify(output) };
}

/**
 * The pool's pre token generation trigger is asked about tokens that the API gives, too. Source: "Pre token generation Lambda trigger sources".
 *
 * @throws CognitoError where it refuses them
 */
async function askAboutTokens(front: Front, operation: string, input: Input, output: Output): Promise<void> {
    const { AccessToken: accessToken } = (output.AuthenticationResult ?? {}) as Output;
    if (typeof accessToken !== "string") return;
    const isRenewal = operation === "GetTokensFromRefreshToken" || text(input.AuthFlow).startsWith("REFRESH_TOKEN");
    const isFirst = input.ChallengeName === "NEW_PASSWORD_REQUIRED";
    const source = isRenewal ? "RefreshTokens" : isFirst ? "NewPasswordChallenge" : "Authentication";
    try {
        await checkTokens(front, `TokenGeneration_${source}`, accessToken);
    } catch (error) {
        if (!(error instanceof TriggerError)) throw error;
        throw new CognitoError("UserLambdaValidationException", `PreTokenGeneration failed with error ${error.message}.`);
    }
}

function internalError(): Answer {
    return exception(new CognitoError("InternalErrorException", "The request could not be served."), 500);
}

function exception({ name, message }: CognitoError, status = 400): Answer {
    return {
        status,
        headers: { "content-type": AMZ_JSON, "x-amzn-errortype": name },
        body: JSON.stringify({ __type: name, message }),
    };
}
