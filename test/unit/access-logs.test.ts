import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { dependencies, devTags, inputsByName, tree, types } from "./support/resources";

const name = "streamlit-access-logs";

describe("accessLogs", () => {
    let stack: DeclaredStack;
    let bucket: string;
    before(async () => {
        stack = await declare({ config: { accessLogs: "true", accessLogDays: "90" } });
        bucket = stack.one(types.bucket).id;
    });

    it("adds a bucket and what closes it, in a component of its own, and nothing else", async () => {
        const before = new Set(tree(await declare()));
        assert.deepEqual(
            tree(stack).filter((line) => !before.has(line)),
            [
                "AccessLogs streamlit < Stack streamlit-cognito-dev",
                "Bucket streamlit-access-logs < AccessLogs streamlit",
                "BucketLifecycleConfiguration streamlit-access-logs < AccessLogs streamlit",
                "BucketOwnershipControls streamlit-access-logs < AccessLogs streamlit",
                "BucketPolicy streamlit-access-logs < AccessLogs streamlit",
                "BucketPublicAccessBlock streamlit-access-logs < AccessLogs streamlit",
                "BucketServerSideEncryptionConfiguration streamlit-access-logs < AccessLogs streamlit",
            ],
        );
    });

    it("has a bucket that goes with the stack, logs and all", () => {
        assert.deepEqual(inputsByName(stack, types.bucket), { [name]: { forceDestroy: true, tags: devTags } });
    });

    it("keeps the bucket closed, encrypted and its owner's", () => {
        assert.deepEqual(inputsByName(stack, types.bucketPublicAccessBlock), {
            [name]: { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
        });
        assert.deepEqual(inputsByName(stack, types.bucketOwnershipControls), {
            [name]: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        });
        assert.deepEqual(inputsByName(stack, types.bucketEncryption), {
            [name]: { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        });
    });

    it("deletes each file after so many days", () => {
        assert.deepEqual(inputsByName(stack, types.bucketLifecycle), {
            [name]: {
                bucket,
                rules: [
                    {
                        id: "expire",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { days: 90 },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                    },
                ],
            },
        });
    });

    it("lets load balancers of this account and region write, and nobody speak without TLS", () => {
        const { bucket: of, policy } = stack.one(types.bucketPolicy).inputs;
        assert.equal(of, bucket);
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: `arn:aws:s3:::${bucket}/AWSLogs/123456789012/*`,
                    Condition: { ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*" } },
                },
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    // AWS writes a test file when the logs are switched on, and refuses the load balancer where it cannot.
    it("has the load balancer write there, once it may", () => {
        const balancer = stack.one(types.loadBalancer);
        assert.deepEqual(balancer.inputs["accessLogs"], { bucket, enabled: true });
        assert.ok(dependencies(stack, balancer).includes(`BucketPolicy ${name}`));
        assert.ok(dependencies(stack, balancer).includes(`Bucket ${name}`));
        assert.deepEqual(dependencies(stack, stack.one(types.bucketPolicy)).sort(), [`Bucket ${name}`, `BucketPublicAccessBlock ${name}`]);
    });
});
