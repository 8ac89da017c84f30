import { createHash, createHmac, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { CognitoError } from "./api";
import { isEqual } from "./is-equal";

/** An access key, as IAM gives to an administrator. */
export interface AccessKey {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
}

/** A random access key: whoever can read the run's outputs owns the user pool, and no other user of the machine does. */
export function newAccessKey(): AccessKey {
    return { accessKeyId: randomBytes(10).toString("hex").toUpperCase(), secretAccessKey: randomBytes(30).toString("base64url") };
}

/** A request that is, or is to be, signed: always `POST /` without a query. */
export interface SignedRequest {
    /** By lower-case name. */
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/** The parts of an `Authorization` header. */
const AUTHORIZATION = new RegExp(
    `^${ALGORITHM} Credential=(?<id>\\w+)/(?<scope>(?<day>\\d{8})/(?<region>[\\w-]+)/(?<service>[\\w-]+)/aws4_request), ?` +
        "SignedHeaders=(?<names>[\\w;-]+), ?Signature=(?<signature>[0-9a-f]{64})$",
);

/** Headers that decide what a request does: a signature that leaves one out could be used for another request. */
const MUST_BE_SIGNED = ["host", "x-amz-date", "x-amz-target"];

/**
 * Checks a request's signature (AWS: "Create a signed AWS API request", AWS Identity and Access Management User Guide).
 *
 * @throws CognitoError where it is not made with this access key.
 */
export function verifySignature(request: SignedRequest, key: AccessKey): void {
    const parts = AUTHORIZATION.exec(request.headers.authorization ?? "")?.groups;
    const names = parts?.names?.split(";") ?? [];
    if (parts === undefined || !MUST_BE_SIGNED.every((name) => names.includes(name))) {
        throw new CognitoError(
            "IncompleteSignatureException",
            "Authorization header requires a signature of host, X-Amz-Date and X-Amz-Target.",
        );
    }
    if (!isEqual(parts.id ?? "", key.accessKeyId)) {
        throw new CognitoError("UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    const scope = { day: parts.day ?? "", region: parts.region ?? "", service: parts.service ?? "" };
    if (!isEqual(parts.signature ?? "", signature(request, names, scope, key.secretAccessKey))) {
        throw new CognitoError(
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
        );
    }
}

/** What a signature is good for. */
export interface CredentialScope {
    /** `YYYYMMDD`. */
    readonly day: string;
    readonly region: string;
    readonly service: string;
}

/** The signature of a request, in hex, over the named headers and the body. */
export function signature(
    request: SignedRequest,
    names: readonly string[],
    { day, region, service }: CredentialScope,
    secret: string,
): string {
    const values = names.map(
        (name) =>
            `${name}:${String(request.headers[name] ?? "")
                .trim()
                .replace(/ +/g, " ")}\n`,
    );
    const canonical = ["POST", "/", "", values.join(""), names.join(";"), sha256(request.body)].join("\n");
    const scope = `${day}/${region}/${service}/aws4_request`;
    const toSign = [ALGORITHM, String(request.headers["x-amz-date"]), scope, sha256(canonical)].join("\n");
    const signingKey = [day, region, service, "aws4_request"].reduce<string | Buffer>(
        (key, part) => hmac(key, part).digest(),
        `AWS4${secret}`,
    );
    return hmac(signingKey, toSign).digest("hex");
}

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
