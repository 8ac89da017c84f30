import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createAliasRecord } from "./load-balancer/alias-record";
import { Certificate } from "./load-balancer/certificate";

/** Where the load balancer is, and what it is called. */
export interface LoadBalancerArgs {
    /** Host name of the app, which gets an alias record. */
    readonly domain: string;
    /** Name of the hosted zone of that record. */
    readonly hostedZone: string;
    /** Certificate for the domain. @default one that is issued and validated through DNS */
    readonly certificateArn: string | undefined;
    /** Certificates for further host names, beside that one. @default none */
    readonly furtherCertificateArns?: readonly string[];
    /** Public subnets in two Availability Zones or more. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** Who may reach it, and what it may reach. */
    readonly securityGroupId: pulumi.Input<string>;
    /** Whether it must be released before it can be deleted or replaced. */
    readonly deletionProtection: boolean;
    /** Bucket of its access logs, which it may write to already. @default it writes none */
    readonly accessLogsBucket: pulumi.Input<string> | undefined;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * Seconds without traffic after which a connection is closed. Streamlit sends a ping well within it, and a script may think that long before
 * its page changes.
 */
const idleTimeout = 300;

/**
 * TLS 1.3 and 1.2 with forward secrecy, and keys that stand quantum computers for browsers that know them: what AWS recommends, and its console's
 * default. Source: "Security policies for your Application Load Balancer".
 */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** The stack's way in: HTTPS at the domain, where every request that no rule knows is refused. */
export class LoadBalancer extends pulumi.ComponentResource {
    readonly loadBalancer: aws.lb.LoadBalancer;
    /** Hosted zone of the domain. */
    readonly zoneId: pulumi.Output<string>;
    /** The domain's record. */
    readonly aliasRecord: aws.route53.Record;
    /** The listener that rules belong to. */
    readonly listener: aws.lb.Listener;
    /** What redirects to HTTPS. */
    readonly httpListener: aws.lb.Listener;

    constructor(
        private readonly name: string,
        private readonly args: LoadBalancerArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:load-balancer:LoadBalancer", name, {}, options);
        this.zoneId = aws.route53.getZoneOutput({ name: args.hostedZone }, { parent: this }).zoneId;
        this.loadBalancer = this.createLoadBalancer();
        this.listener = this.createHttpsListener(this.certificateArn(this.zoneId));
        this.httpListener = this.createHttpListener();
        this.addCertificates();
        this.aliasRecord = this.createAliasRecord(this.zoneId);
        this.registerOutputs({ arn: this.loadBalancer.arn, listenerArn: this.listener.arn });
    }

    private createLoadBalancer(): aws.lb.LoadBalancer {
        const { accessLogsBucket, deletionProtection } = this.args;
        return new aws.lb.LoadBalancer(
            this.name,
            {
                loadBalancerType: "application",
                internal: false,
                ipAddressType: "ipv4",
                subnets: this.args.subnetIds,
                securityGroups: [this.args.securityGroupId],
                idleTimeout,
                dropInvalidHeaderFields: true,
                desyncMitigationMode: "strictest",
                // Unless it is asked for, `pulumi destroy` needs no other step.
                enableDeletionProtection: deletionProtection,
                ...(accessLogsBucket === undefined ? {} : { accessLogs: { bucket: accessLogsBucket, enabled: true } }),
                tags: this.args.tags,
            },
            // AWS alone would refuse when Pulumi has already deleted all that hangs on it: Pulumi itself refuses before it begins.
            { parent: this, protect: deletionProtection },
        );
    }

    private certificateArn(zoneId: pulumi.Input<string>): pulumi.Input<string> {
        const { certificateArn, domain, tags } = this.args;
        return certificateArn ?? new Certificate(`${this.name}-certificate`, { domain, zoneId, tags }, { parent: this }).arn;
    }

    /** Refuses by default: only a rule that authenticates may forward. */
    private createHttpsListener(certificateArn: pulumi.Input<string>): aws.lb.Listener {
        return new aws.lb.Listener(
            `${this.name}-https`,
            {
                loadBalancerArn: this.loadBalancer.arn,
                port: 443,
                protocol: "HTTPS",
                sslPolicy,
                certificateArn,
                routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
                routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
                // Streamlit's custom components are frames of the same origin.
                routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
                defaultActions: [
                    { type: "fixed-response", fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" } },
                ],
                tags: this.args.tags,
            },
            { parent: this },
        );
    }

    /** To the domain, whatever host a request names: a redirect to any host would lend its name to anyone. */
    private createHttpListener(): aws.lb.Listener {
        const redirect = { host: this.args.domain, protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };
        return new aws.lb.Listener(
            `${this.name}-http`,
            {
                loadBalancerArn: this.loadBalancer.arn,
                port: 80,
                protocol: "HTTP",
                defaultActions: [{ type: "redirect", redirect }],
                tags: this.args.tags,
            },
            { parent: this },
        );
    }

    /** Each by the id in its ARN, so that one comes or goes without the others, however many host names it is for. */
    private addCertificates(): void {
        for (const certificateArn of this.args.furtherCertificateArns ?? []) {
            const id = certificateArn.slice(certificateArn.indexOf("/") + 1);
            new aws.lb.ListenerCertificate(`${this.name}-${id}`, { listenerArn: this.listener.arn, certificateArn }, { parent: this });
        }
    }

    private createAliasRecord(zoneId: pulumi.Input<string>): aws.route53.Record {
        const { dnsName: name, zoneId: loadBalancerZoneId } = this.loadBalancer;
        const args = { zoneId, domain: this.args.domain, target: { name, zoneId: loadBalancerZoneId } };
        return createAliasRecord(`${this.name}-alias`, args, this);
    }
}
