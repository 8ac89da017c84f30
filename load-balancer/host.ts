import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "../load-balancer";
import { createAliasRecord } from "./alias-record";
import { Certificate } from "./certificate";

/** A host name, and what answers at it. */
export interface HostArgs {
    /** The host name, in lower case. */
    readonly domain: string;
    /** Name of the hosted zone that gets its records. */
    readonly hostedZone: string;
    /** Whether the stack issues its certificate; else the load balancer has one for it already. */
    readonly issuesCertificate: boolean;
    /** What answers. */
    readonly loadBalancer: LoadBalancer;
    /** Place of the rule that redirects it to HTTPS, among the HTTP listener's. */
    readonly priority: number;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** A host name of the load balancer beside the main app's: its certificate, its alias record, and its way from HTTP to HTTPS. */
export class Host extends pulumi.ComponentResource {
    constructor(
        private readonly name: string,
        private readonly args: HostArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:load-balancer:Host", name, {}, options);
        const zoneId = aws.route53.getZoneOutput({ name: args.hostedZone }, { parent: this }).zoneId;
        if (args.issuesCertificate) {
            this.issueCertificate(zoneId);
        }
        this.createAliasRecord(zoneId);
        this.createRedirect();
        this.registerOutputs({ domain: args.domain });
    }

    /** The load balancer tells by the name that a browser asks for (SNI) which of its certificates to show. Source: "SSL certificates for your Application Load Balancer". */
    private issueCertificate(zoneId: pulumi.Input<string>): void {
        const { domain, loadBalancer, tags } = this.args;
        const { arn } = new Certificate(`${this.name}-certificate`, { domain, zoneId, tags }, { parent: this });
        new aws.lb.ListenerCertificate(
            `${this.name}-certificate`,
            { listenerArn: loadBalancer.listener.arn, certificateArn: arn },
            { parent: this },
        );
    }

    private createAliasRecord(zoneId: pulumi.Input<string>): void {
        const { domain, loadBalancer } = this.args;
        const { dnsName, zoneId: loadBalancerZoneId } = loadBalancer.loadBalancer;
        createAliasRecord(`${this.name}-alias`, { zoneId, domain, target: { name: dnsName, zoneId: loadBalancerZoneId } }, this);
    }

    /** The HTTP listener sends whatever it does not know to the main app. */
    private createRedirect(): void {
        const { domain, loadBalancer, priority, tags } = this.args;
        new aws.lb.ListenerRule(
            `${this.name}-http`,
            {
                listenerArn: loadBalancer.httpListener.arn,
                priority,
                conditions: [{ hostHeader: { values: [domain] } }],
                actions: [
                    { order: 1, type: "redirect", redirect: { host: domain, protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
                ],
                tags,
            },
            { parent: this },
        );
    }
}
