import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ownAccount, policyDocument } from "../iam";

/** How long the logs are kept. */
export interface AccessLogsArgs {
    /** Days after which a file of logs is deleted. */
    readonly days: number;
    /** AWS region of the stack. */
    readonly region: string;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The bucket of the load balancer's access logs: closed, encrypted, emptied with time, and gone with the stack, logs and all.
 * Source: "Enable access logs for your Application Load Balancer".
 */
export class AccessLogs extends pulumi.ComponentResource {
    /** Name of the bucket, known once the load balancer may write to it. */
    readonly bucketName: pulumi.Output<string>;
    private readonly bucket: aws.s3.Bucket;

    constructor(
        private readonly name: string,
        private readonly args: AccessLogsArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:access-logs:AccessLogs", name, {}, options);
        this.bucket = new aws.s3.Bucket(`${name}-access-logs`, { forceDestroy: true, tags: args.tags }, { parent: this });
        const guard = this.blockPublicAccess();
        this.encrypt();
        this.expire();
        // From both, so that who uses the name waits for the policy and is known to use the bucket.
        this.bucketName = pulumi.all([this.bucket.id, this.createPolicy(guard).id]).apply(([id]) => id);
        this.registerOutputs({ bucketName: this.bucketName });
    }

    /** No access list can open it either: every object is the bucket owner's. S3 refuses two changes of one bucket's access at once. */
    private blockPublicAccess(): aws.s3.BucketPublicAccessBlock {
        const bucket = this.bucket.id;
        const owner = new aws.s3.BucketOwnershipControls(
            `${this.name}-access-logs`,
            { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
            { parent: this },
        );
        return new aws.s3.BucketPublicAccessBlock(
            `${this.name}-access-logs`,
            { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
            { parent: this, dependsOn: [owner] },
        );
    }

    /** With S3's own keys, the only ones that load balancers can write with. */
    private encrypt(): void {
        new aws.s3.BucketServerSideEncryptionConfiguration(
            `${this.name}-access-logs`,
            { bucket: this.bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
            { parent: this },
        );
    }

    private expire(): void {
        const rule = {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: this.args.days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        };
        new aws.s3.BucketLifecycleConfiguration(`${this.name}-access-logs`, { bucket: this.bucket.id, rules: [rule] }, { parent: this });
    }

    /** Load balancers of this account and region may write their logs, and nobody speaks to it without TLS. */
    private createPolicy(guard: aws.s3.BucketPublicAccessBlock): aws.s3.BucketPolicy {
        const account = ownAccount(this);
        const policy = policyDocument(
            {
                Effect: "Allow",
                Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: pulumi.interpolate`${this.bucket.arn}/AWSLogs/${account}/*`,
                Condition: {
                    ArnLike: {
                        "aws:SourceArn": pulumi.interpolate`arn:aws:elasticloadbalancing:${this.args.region}:${account}:loadbalancer/*`,
                    },
                },
            },
            {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [this.bucket.arn, pulumi.interpolate`${this.bucket.arn}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        );
        return new aws.s3.BucketPolicy(
            `${this.name}-access-logs`,
            { bucket: this.bucket.id, policy },
            { parent: this, dependsOn: [guard] },
        );
    }
}
