import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";
import { accessLogBucket } from "../../../policy/rules/access-log-bucket";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const balancer = (bucket: string, enabled = true): Resource =>
    resource(types.loadBalancer, { accessLogs: { bucket, enabled } }, "balancer");
const of = (type: string, props: object): Resource => resource(type, { bucket: "logs-id", ...props }, type);
const bucket = resource(types.bucket, {}, "logs");
const ownership = of(types.bucketOwnershipControls, { rule: { objectOwnership: "BucketOwnerEnforced" } });
const encryption = of(types.bucketEncryption, { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] });
const lifecycle = (rule: object): Resource =>
    of(types.bucketLifecycle, { rules: [{ status: "Enabled", expiration: { days: 30 }, ...rule }] });
const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
const policy = (statement: object): Resource => of(types.bucketPolicy, { policy: document({ ...deny, ...statement }) });
const whole = [balancer("logs-id"), bucket, ownership, encryption, lifecycle({}), policy({})];
const without = (gone: Resource, ...instead: Resource[]): Resource[] => [...whole.filter((each) => each !== gone), ...instead];
const [, , , , expiring, tlsOnly] = whole as [Resource, Resource, Resource, Resource, Resource, Resource];

describeRule(accessLogBucket, {
    holds: {
        "without logs": [resource(types.loadBalancer, {}, "balancer")],
        "while the logs are off": [balancer("any", false)],
        "for a closed bucket": whole,
    },
    violated: {
        "by a bucket of somebody else": [[balancer("other"), bucket], "its access logs go to a bucket that is not the stack's"],
        "by a bucket whose writers own what they write": [without(ownership), "objectOwnership of logs is not set"],
        "by a bucket without encryption": [without(encryption), "sseAlgorithm of logs is not set"],
        "by logs for ever": [without(expiring), "nothing in logs ever expires"],
        "by an expiry that is off": [without(expiring, lifecycle({ status: "Disabled" })), "nothing in logs ever expires"],
        "by an expiry of some files": [without(expiring, lifecycle({ filter: { prefix: "old/" } })), "nothing in logs ever expires"],
        "by an expiry in a hundred years": [without(expiring, lifecycle({ expiration: { days: 36_500 } })), "nothing in logs ever expires"],
        "by a bucket without a policy": [without(tlsOnly), "logs answers without TLS"],
        "by a policy that allows": [without(tlsOnly, policy({ Effect: "Allow" })), "logs answers without TLS"],
        "by a policy about TLS": [
            without(tlsOnly, policy({ Condition: { Bool: { "aws:SecureTransport": "true" } } })),
            "logs answers without TLS",
        ],
        "by a policy for some": [without(tlsOnly, policy({ Principal: { AWS: "123456789012" } })), "logs answers without TLS"],
    },
});
