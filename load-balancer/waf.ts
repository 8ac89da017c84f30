import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ownAccount, policyDocument } from "../iam";
import { metric, wafRules } from "./waf-rules";

/** What the firewall stands before, and what it refuses. */
export interface WafArgs {
    /** The load balancer. */
    readonly loadBalancerArn: pulumi.Input<string>;
    /** IPv4 blocks that pass whatever they ask, unless they are refused as well. */
    readonly allowedIps: readonly string[];
    /** IPv4 blocks that are refused. */
    readonly blockedIps: readonly string[];
    /** Requests of one address in 5 minutes that pass. */
    readonly rateLimit: number;
    /** Days that its log is kept. */
    readonly logRetentionDays: number;
    /** AWS region of the stack. */
    readonly region: string;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Headers that are worth a session, which no log may have. */
const secretHeaders = ["authorization", "cookie"];

/** A web application firewall before the load balancer. What it refuses gets 403, before any login. */
export class Waf extends pulumi.ComponentResource {
    readonly webAcl: aws.wafv2.WebAcl;
    /** What it refused or marked. */
    readonly logGroup: aws.cloudwatch.LogGroup;

    constructor(
        private readonly name: string,
        private readonly args: WafArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:waf:Waf", name, {}, options);
        this.webAcl = this.createWebAcl();
        this.logGroup = this.createLogGroup();
        this.createLogging();
        new aws.wafv2.WebAclAssociation(`${name}-waf`, { resourceArn: args.loadBalancerArn, webAclArn: this.webAcl.arn }, { parent: this });
        this.registerOutputs({ webAclArn: this.webAcl.arn, logGroup: this.logGroup.name });
    }

    private createWebAcl(): aws.wafv2.WebAcl {
        const { allowedIps, blockedIps, rateLimit, tags } = this.args;
        const rules = wafRules({
            blockedIpSetArn: this.createIpSet("blocked", blockedIps),
            allowedIpSetArn: this.createIpSet("allowed", allowedIps),
            rateLimit,
        });
        return new aws.wafv2.WebAcl(
            `${this.name}-waf`,
            { scope: "REGIONAL", defaultAction: { allow: {} }, rules, visibilityConfig: metric("all"), tags },
            { parent: this },
        );
    }

    /** The load balancer answers IPv4 only. */
    private createIpSet(what: string, addresses: readonly string[]): pulumi.Output<string> | undefined {
        if (addresses.length === 0) {
            return undefined;
        }
        return new aws.wafv2.IpSet(
            `${this.name}-${what}-addresses`,
            { scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: [...addresses], tags: this.args.tags },
            { parent: this },
        ).arn;
    }

    /** AWS takes no log group whose name begins otherwise, and Pulumi's names begin with the logical ones. */
    private createLogGroup(): aws.cloudwatch.LogGroup {
        const { logRetentionDays: retentionInDays, tags } = this.args;
        return new aws.cloudwatch.LogGroup(`aws-waf-logs-${this.name}`, { retentionInDays, tags }, { parent: this });
    }

    /** Logs what was refused or marked, and not what everybody does. */
    private createLogging(): void {
        const conditions = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } }));
        new aws.wafv2.WebAclLoggingConfiguration(
            `${this.name}-waf`,
            {
                resourceArn: this.webAcl.arn,
                logDestinationConfigs: [this.logGroup.arn],
                redactedFields: secretHeaders.map((name) => ({ singleHeader: { name } })),
                loggingFilter: {
                    defaultBehavior: "DROP",
                    filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions }],
                },
            },
            { parent: this, dependsOn: [this.createLogPolicy()] },
        );
    }

    /** Without it, AWS would add a policy of its own to the account, which stays when the stack goes. Source: "Enabling logging from AWS services". */
    private createLogPolicy(): aws.cloudwatch.LogResourcePolicy {
        const account = ownAccount(this);
        const document = policyDocument({
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${this.logGroup.arn}:log-stream:*`,
            Condition: {
                StringEquals: { "aws:SourceAccount": account },
                ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:logs:${this.args.region}:${account}:*` },
            },
        });
        // A policy has no automatic name; the log group's is unique in account and region.
        return new aws.cloudwatch.LogResourcePolicy(
            `${this.name}-waf`,
            { policyName: this.logGroup.name, policyDocument: document },
            { parent: this },
        );
    }
}
