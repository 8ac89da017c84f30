import { ACMClient, ImportCertificateCommand, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
    CognitoIdentityProviderClient,
    CreateUserPoolCommand,
    CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateLoadBalancerCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
    ChangeResourceRecordSetsCommand,
    type ChangeBatch,
    CreateHostedZoneCommand,
    GetHostedZoneCommand,
    Route53Client,
    type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { generate } from "selfsigned";

// What an owner's account may hold; each is made in the emulator, and gone at its next reset.

const region = "us-east-1";

/** The tags that the stack `dev` gives everything. */
export const ownTags = { "pulumi:project": "streamlit-cognito", "pulumi:stack": "dev" };

export interface Zone {
    readonly id: string;
    readonly nameServers: readonly string[];
}

/** A public hosted zone. */
export async function plantZone(name = "example.com"): Promise<Zone> {
    const client = new Route53Client({ region });
    const { HostedZone } = await client.send(new CreateHostedZoneCommand({ Name: name, CallerReference: `${name}-${Math.random()}` }));
    const id = HostedZone?.Id ?? "";
    const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: id }));
    return { id, nameServers: DelegationSet?.NameServers ?? [] };
}

/** A private one. */
export async function plantPrivateZone(name: string): Promise<void> {
    const VPC = { VPCId: await plantVpc(), VPCRegion: region } as const;
    const input = { Name: name, CallerReference: name, VPC, HostedZoneConfig: { PrivateZone: true } };
    await new Route53Client({ region }).send(new CreateHostedZoneCommand(input));
}

export async function plantRecord({ id }: Zone, record: ResourceRecordSet): Promise<void> {
    const ChangeBatch: ChangeBatch = { Changes: [{ Action: "CREATE", ResourceRecordSet: record }] };
    await new Route53Client({ region }).send(new ChangeResourceRecordSetsCommand({ HostedZoneId: id, ChangeBatch }));
}

export async function plantVpc(): Promise<string> {
    const { Vpc } = await new EC2Client({ region }).send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    return Vpc?.VpcId ?? "";
}

/** A load balancer. @returns its host name */
export async function plantLoadBalancer(name: string, tags: Readonly<Record<string, string>> = {}): Promise<string> {
    const ec2 = new EC2Client({ region });
    const VpcId = await plantVpc();
    const subnets = ["10.0.1.0/24", "10.0.2.0/24"].map(async (CidrBlock, index) => {
        const zone = { AvailabilityZone: `${region}${"ab"[index]}` };
        return (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, ...zone }))).Subnet?.SubnetId ?? "";
    });
    const Tags = Object.entries({ name, ...tags }).map(([Key, Value]) => ({ Key, Value }));
    const input = { Name: name, Subnets: await Promise.all(subnets), Tags };
    const { LoadBalancers } = await new ElasticLoadBalancingV2Client({ region }).send(new CreateLoadBalancerCommand(input));
    return LoadBalancers?.[0]?.DNSName ?? "";
}

/** A user pool whose login page has a host name of its own. @returns the host name of the distribution that serves it */
export async function plantLoginDomain(domain: string, tags: Readonly<Record<string, string>> = {}): Promise<string> {
    const client = new CognitoIdentityProviderClient({ region });
    const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: "people", UserPoolTags: tags }));
    const CertificateArn = await plantCertificate([domain]);
    const input = { Domain: domain, UserPoolId: UserPool?.Id, CustomDomainConfig: { CertificateArn } };
    return (await client.send(new CreateUserPoolDomainCommand(input))).CloudFrontDomain ?? "";
}

/** A user pool, with a domain where a prefix is given. */
export async function plantUserPool(prefix?: string, tags: Readonly<Record<string, string>> = {}): Promise<void> {
    const client = new CognitoIdentityProviderClient({ region });
    const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: "people", UserPoolTags: tags }));
    if (prefix !== undefined) {
        await client.send(new CreateUserPoolDomainCommand({ Domain: prefix, UserPoolId: UserPool?.Id }));
    }
}

/** A certificate that waits for its validation. @returns its ARN */
export async function plantPendingCertificate(domain: string): Promise<string> {
    const { CertificateArn = "" } = await new ACMClient({ region }).send(
        new RequestCertificateCommand({ DomainName: domain, ValidationMethod: "DNS" }),
    );
    return CertificateArn;
}

/** A certificate that somebody brought. @param days from today to its last @returns its ARN */
export async function plantCertificate(names: readonly string[], days = 365, inRegion = region): Promise<string> {
    const day = 86_400_000;
    const { cert, private: key } = await generate([{ name: "commonName", value: names[0] ?? "" }], {
        keySize: 2048,
        notBeforeDate: new Date(Date.now() - 400 * day),
        notAfterDate: new Date(Date.now() + days * day),
        extensions: [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }],
    });
    const input = { Certificate: Buffer.from(cert), PrivateKey: Buffer.from(key) };
    const { CertificateArn = "" } = await new ACMClient({ region: inRegion }).send(new ImportCertificateCommand(input));
    return CertificateArn;
}
