/** Source: ECS and shells agree on these characters only. POSIX, "Environment Variable Definition". */
const shape = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * What the stack gives the server itself, what would change whom the server believes or where it listens, and what AWS, the image and Python
 * give a task.
 */
const taken = [
    /^(?:ALB|COGNITO|SESSION)_/,
    /^(?:APP_URL|APP_GROUPS|SIGNED_OUT_URL|PAGE_GROUPS)$/,
    /^STREAMLIT_(?:SERVER|GLOBAL)_(?!MAX_UPLOAD_SIZE$)/,
    /^(?:UVICORN|WEBSOCKETS)_|^(?:WEB_CONCURRENCY|FORWARDED_ALLOW_IPS)$/,
    /^(?:PATH|HOME|TMPDIR|SSLKEYLOGFILE)$|^(?:PYTHON|LD_|SSL_CERT_|OPENSSL_)/,
    /^AWS_(?:CONTAINER_|EXECUTION_ENV$)|^ECS_/,
];

const telling = /SECRET|PASSWORD|PASSWD|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|CREDENTIAL|(?:^|_)TOKEN$/i;

/** An access key of AWS, or an address with a password in it. */
const secretValue = /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|:\/\/[^/\s:@]*:[^/\s@]+@/;

/** What is wrong with the name of a variable of the app, as the end of the sentence "it ..."; or undefined. */
export function nameProblem(name: string): string | undefined {
    if (!shape.test(name)) {
        return "must be the name of a variable: letters, digits and underscores, no digit first";
    }
    return taken.some((pattern) => pattern.test(name)) ? "is the stack's own, or AWS's, or the image's" : undefined;
}

/** The same for a variable that everyone may read who can describe the task definition. */
export function openVariableProblem(name: string, value: string): string | undefined {
    const isSecret = telling.test(name) || secretValue.test(value);
    return (
        nameProblem(name) ?? (isSecret ? "looks like a secret: keep it in Secrets Manager, and name it in the setting secrets" : undefined)
    );
}
