import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, numberAt, show, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { statementsOf } from "../view/documents";

/** Access logs name people's addresses and what they asked for. Source: "Access logs for your Application Load Balancer". */
export const accessLogBucket: StackRule = {
    id: "access-log-bucket",
    scope: "stack",
    description: "Access logs go to a bucket of the stack that is encrypted, its owner's alone, closed without TLS, and emptied with time.",
    remedy: "Use the component AccessLogs.",
    types: [types.loadBalancer],
    *check(balancer, stack) {
        if (at(balancer.props, "accessLogs", "enabled") !== true) {
            return;
        }
        const [bucket] = referred(stack, balancer, ["accessLogs", "bucket"], types.bucket);
        if (bucket === undefined) {
            yield "its access logs go to a bucket that is not the stack's";
            return;
        }
        yield* problemsOf(bucket, stack);
    },
};

function* problemsOf(bucket: Resource, stack: Stack): Iterable<string> {
    const about = (type: string): unknown =>
        ofType(stack, type).find((other) => referred(stack, other, ["bucket"], types.bucket).includes(bucket))?.props;
    const ownership = at(about(types.bucketOwnershipControls), "rule", "objectOwnership");
    if (ownership !== "BucketOwnerEnforced") {
        yield `objectOwnership of ${bucket.name} is ${show(ownership)}`;
    }
    const algorithm = at(about(types.bucketEncryption), "rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm");
    if (algorithm !== "AES256") {
        yield `sseAlgorithm of ${bucket.name} is ${show(algorithm)}`;
    }
    if (!listAt(about(types.bucketLifecycle), "rules").some(expires)) {
        yield `nothing in ${bucket.name} ever expires`;
    }
    if (!statementsOf(at(about(types.bucketPolicy), "policy")).some(deniesPlainHttp)) {
        yield `${bucket.name} answers without TLS`;
    }
}

/** Whether a rule deletes every file some day. */
function expires(rule: unknown): boolean {
    const prefix = at(rule, "filter", "prefix") ?? "";
    return at(rule, "status") === "Enabled" && prefix === "" && numberAt(rule, "expiration", "days") <= 3650;
}

function deniesPlainHttp(statement: Readonly<Record<string, unknown>>): boolean {
    const isEverything = statement["Effect"] === "Deny" && statement["Principal"] === "*" && textsAt(statement, "Action").includes("s3:*");
    return isEverything && at(statement, "Condition", "Bool", "aws:SecureTransport") === "false";
}
