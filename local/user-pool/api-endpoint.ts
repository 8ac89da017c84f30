import type { IncomingMessage } from "node:http";
import { CognitoError, TARGET_PREFIX } from "./api";
import { ruleOf, type Input, type Output } from "./api-rules";
import { askMinistack } from "./ask-ministack";
import type { Front, Handler } from "./front";
import { readBody, type Answer } from "./http";

const AMZ_JSON = "application/x-amz-json-1.1";

/** Headers that ministack reads: who calls, and what. The rest stays here. */
const PASSED = ["authorization", "content-type", "x-amz-target", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "host"];

/**
 * `POST /`: the Cognito user pools API (AWS JSON 1.1), for boto3 and `aws cognito-idp --endpoint-url`, with credentials `test` / `test`.
 * ministack does the work; our rules refuse what AWS refuses and ministack does not.
 */
export const apiEndpoint: Handler = async (front, incoming) => {
    const target = String(incoming.headers["x-amz-target"] ?? "");
    const operation = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : "";
    if (!/^[A-Za-z]+$/.test(operation))
        return exception(new CognitoError("UnknownOperationException", "Only the Cognito user pools API is served here."));
    try {
        const input = JSON.parse((await readBody(incoming)) || "{}") as Input;
        return await call(front, incoming, operation, input);
    } catch (error) {
        if (error instanceof CognitoError) return exception(error);
        if (error instanceof SyntaxError) return exception(new CognitoError("SerializationException", "Invalid JSON"));
        throw error;
    }
};

async function call(front: Front, incoming: IncomingMessage, operation: string, input: Input): Promise<Answer> {
    const rule = ruleOf(operation);
    const changed = (await rule.before?.(front, input)) ?? input;
    const headers = Object.fromEntries(
        PASSED.flatMap((name) => (incoming.headers[name] === undefined ? [] : [[name, String(incoming.headers[name])]])),
    );
    const { status, body } = await askMinistack(front.socketPath, { method: "POST", path: "/", headers, body: JSON.stringify(changed) });
    const output = JSON.parse(body || "{}") as Output;
    if (status === 200) await rule.after?.(front, input, output);
    else await rule.failed?.(front, input, String(output.__type));
    return { status, headers: { "content-type": AMZ_JSON }, body: JSON.stringify(output) };
}

function exception({ name, message }: CognitoError): Answer {
    return {
        status: 400,
        headers: { "content-type": AMZ_JSON, "x-amzn-errortype": name },
        body: JSON.stringify({ __type: name, message }),
    };
}
