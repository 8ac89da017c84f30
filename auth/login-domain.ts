import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createAliasRecord } from "../load-balancer/alias-record";
import { Certificate } from "../load-balancer/certificate";

/** A login page's own host name. */
export interface LoginDomainArgs {
    /** The host name. */
    readonly domain: string;
    /** Certificate for it, in us-east-1. @default one that is issued and validated through DNS */
    readonly certificateArn: string | undefined;
    /** Hosted zone that gets its records. */
    readonly zoneId: pulumi.Input<string>;
    /** The app's own record, which must be there first if it is the one of the login page's parent. */
    readonly appRecord: pulumi.Resource;
    /** The pool whose login page it is. */
    readonly userPoolId: pulumi.Input<string>;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The login page at a host name of one's own. Cognito serves it from a CloudFront distribution, which takes certificates of us-east-1 only, and
 * refuses it until the parent of the name has an A record. Source: Cognito Developer Guide, "Using your own domain for managed login".
 */
export class LoginDomain extends pulumi.ComponentResource {
    readonly userPoolDomain: aws.cognito.UserPoolDomain;

    constructor(name: string, args: LoginDomainArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:login-domain:LoginDomain", name, {}, options);
        const { domain, zoneId, appRecord, userPoolId, tags } = args;
        const certificateArn =
            args.certificateArn ??
            new Certificate(`${name}-certificate`, { domain, zoneId, region: "us-east-1", tags }, { parent: this }).arn;
        this.userPoolDomain = new aws.cognito.UserPoolDomain(
            name,
            { userPoolId, domain, certificateArn, managedLoginVersion: 1 },
            // A pool has one such domain: another name can only come after the old one is gone.
            { parent: this, deleteBeforeReplace: true, dependsOn: [appRecord] },
        );
        const { cloudfrontDistribution, cloudfrontDistributionZoneId } = this.userPoolDomain;
        const target = { name: cloudfrontDistribution, zoneId: cloudfrontDistributionZoneId };
        createAliasRecord(`${name}-alias`, { zoneId, domain, target }, this);
        this.registerOutputs({ domain: this.userPoolDomain.domain });
    }
}
