/** Source: ECS and shells agree on these characters only. POSIX, "Environment Variable Definition". */
const shape = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * What the stack gives the server itself, what would change whom the server believes or where it listens, and what AWS, the image, Python, the C library
 * and shells read: the last of these would run code before the server does.
 */
const taken = [
    /^(?:ALB|COGNITO|SESSION)_/,
    /^(?:APP_URL|APP_GROUPS|SIGNED_OUT_URL|PAGE_GROUPS)$/,
    /^STREAMLIT_(?:SERVER|GLOBAL)_(?!MAX_UPLOAD_SIZE$)/,
    /^(?:UVICORN|WEBSOCKETS)_|^(?:WEB_CONCURRENCY|FORWARDED_ALLOW_IPS)$/,
    /^(?:PATH|HOME|TMPDIR|SSLKEYLOGFILE)$|^(?:PYTHON|LD_|SSL_CERT_|OPENSSL_)/,
    /^(?:GCONV_PATH|GLIBC_TUNABLES|BASH_ENV|ENV)$/,
    /^AWS_(?:CONTAINER_|EXECUTION_ENV$)|^ECS_/,
];

/** Short words only by themselves: a COMPASS is no PASS, and a PATH no PAT. */
const telling = [
    /SECRET|PASSWORD|PASSWD|PASSPHRASE|PWD|CREDENTIAL|(?:^|_)TOKEN$/i,
    /(?:PRIVATE|ACCESS|API|SIGNING|ENCRYPTION)_?KEY/i,
    /(?:^|_)(?:PASS|PAT)(?:_|$)/i,
];

/** What is a secret whatever its variable is called. */
const secretValues = [
    // An access key of AWS.
    /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
    // An address with a password in it, and a connection string with one.
    /:\/\/[^/\s:@]*:[^/\s@]+@/,
    /(?:^|[;,&?\s])(?:password|pwd)\s*=\s*[^\s;,&]/i,
    // Tokens of GitHub, and keys as OpenAI and others begin them.
    /\b(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{20,}/,
    /\bsk-[A-Za-z0-9_-]{20,}/,
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** What is wrong with the name of a variable of the app, as the end of the sentence "it ..."; or undefined. */
export function nameProblem(name: string): string | undefined {
    if (!shape.test(name)) {
        return "must be the name of a variable: letters, digits and underscores, no digit first";
    }
    return taken.some((pattern) => pattern.test(name)) ? "is the stack's own, or AWS's, or the image's" : undefined;
}

/** Whether a variable holds what not everyone may know, by its name or by its value. */
export function looksLikeSecret(name: string, value: string): boolean {
    return telling.some((pattern) => pattern.test(name)) || secretValues.some((pattern) => pattern.test(value));
}

/** What is wrong with a variable that everyone may read who can describe the task definition, likewise. */
export function openVariableProblem(name: string, value: string): string | undefined {
    return (
        nameProblem(name) ??
        (looksLikeSecret(name, value) ? "looks like a secret: keep it in Secrets Manager, and name it in the setting secrets" : undefined)
    );
}
