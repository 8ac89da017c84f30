import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

/** How large the network is, and which port it opens to the tasks. */
export interface NetworkArgs {
    /** Availability Zones to spread over, 2 to 6. */
    readonly availabilityZones: number;
    /** The port that the tasks listen on. */
    readonly containerPort: number;
    /** IPv4 blocks that may reach the load balancer. @default everyone, where the list is empty */
    readonly allowedCidrs: readonly string[];
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

const anywhere = "0.0.0.0/0";

/**
 * A VPC of public subnets, and who may talk to whom in it: anyone, or some addresses, to the load balancer, the load balancer to the tasks, nobody else to the
 * tasks. Tasks have public addresses and no NAT gateway, which would cost more than they do.
 */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly publicSubnetIds: pulumi.Output<string[]>;
    readonly loadBalancerSecurityGroup: aws.ec2.SecurityGroup;
    readonly taskSecurityGroup: aws.ec2.SecurityGroup;

    constructor(
        private readonly name: string,
        private readonly args: NetworkArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:network:Network", name, {}, options);
        const vpc = this.createVpc();
        this.vpcId = vpc.vpcId;
        this.publicSubnetIds = vpc.publicSubnetIds;
        this.loadBalancerSecurityGroup = this.createSecurityGroup(
            "load-balancer",
            "The load balancer: in from browsers, out to the tasks and the user pool",
        );
        this.taskSecurityGroup = this.createSecurityGroup("task", "The tasks: in from the load balancer only");
        this.allowLoadBalancer();
        this.allowTask();
        this.registerOutputs({ vpcId: this.vpcId, publicSubnetIds: this.publicSubnetIds });
    }

    /** Each zone owns a fixed eighth of the VPC's addresses, so that one more zone moves none of the others. */
    private createVpc(): awsx.ec2.Vpc {
        return new awsx.ec2.Vpc(
            `${this.name}-vpc`,
            {
                cidrBlock: "10.0.0.0/16",
                numberOfAvailabilityZones: this.args.availabilityZones,
                availabilityZoneCidrMask: 19,
                subnetStrategy: "Auto",
                subnetSpecs: [{ type: "Public", name: "public" }],
                natGateways: { strategy: "None" },
                enableDnsHostnames: true,
                tags: this.args.tags,
            },
            { parent: this },
        );
    }

    /** Without inline rules; AWS's own "allow all out" is removed by the provider. */
    private createSecurityGroup(role: string, description: string): aws.ec2.SecurityGroup {
        return new aws.ec2.SecurityGroup(
            `${this.name}-${role}`,
            { vpcId: this.vpcId, description, tags: { ...this.args.tags, Name: `${this.name}-${role}` } },
            { parent: this },
        );
    }

    private allowLoadBalancer(): void {
        const securityGroupId = this.loadBalancerSecurityGroup.id;
        this.allowBrowsers();
        this.allowOut("load-balancer-out-task", {
            securityGroupId,
            referencedSecurityGroupId: this.taskSecurityGroup.id,
            ...tcp(this.args.containerPort),
            description: "The tasks",
        });
        // The load balancer exchanges codes for tokens with the user pool's public endpoints.
        this.allowOut("load-balancer-out-user-pool", { securityGroupId, cidrIpv4: anywhere, ...tcp(443), description: "The user pool" });
    }

    /** Each block has rules of its own, named after it, so that one more changes none of the others. */
    private allowBrowsers(): void {
        const securityGroupId = this.loadBalancerSecurityGroup.id;
        const { allowedCidrs } = this.args;
        const sources = allowedCidrs.length === 0 ? [{ cidrIpv4: anywhere, suffix: "" }] : allowedCidrs.map(sourceOf);
        for (const { cidrIpv4, suffix } of sources) {
            for (const port of [80, 443]) {
                const description = `Browsers, port ${port}`;
                this.allowIn(`load-balancer-in-${port}${suffix}`, { securityGroupId, cidrIpv4, ...tcp(port), description });
            }
        }
    }

    private allowTask(): void {
        const securityGroupId = this.taskSecurityGroup.id;
        this.allowIn("task-in-load-balancer", {
            securityGroupId,
            referencedSecurityGroupId: this.loadBalancerSecurityGroup.id,
            ...tcp(this.args.containerPort),
            description: "The load balancer",
        });
        // Images and logs need 443, and an app reaches its databases and APIs at ports of their own.
        this.allowOut("task-out", {
            securityGroupId,
            cidrIpv4: anywhere,
            ipProtocol: "-1",
            description: "Image, logs and whatever the app calls",
        });
    }

    private allowIn(role: string, args: aws.vpc.SecurityGroupIngressRuleArgs): void {
        new aws.vpc.SecurityGroupIngressRule(`${this.name}-${role}`, { ...args, tags: this.args.tags }, { parent: this });
    }

    private allowOut(role: string, args: aws.vpc.SecurityGroupEgressRuleArgs): void {
        new aws.vpc.SecurityGroupEgressRule(`${this.name}-${role}`, { ...args, tags: this.args.tags }, { parent: this });
    }
}

function sourceOf(cidrIpv4: string): { cidrIpv4: string; suffix: string } {
    return { cidrIpv4, suffix: `-${cidrIpv4.replace("/", "-")}` };
}

function tcp(port: number): { ipProtocol: string; fromPort: number; toPort: number } {
    return { ipProtocol: "tcp", fromPort: port, toPort: port };
}
