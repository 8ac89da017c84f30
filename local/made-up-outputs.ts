import { createHash } from "node:crypto";
import type { MockCallArgs, MockResourceArgs, MockResourceResult } from "@pulumi/pulumi/runtime/mocks";

/** The account id that AWS's own documentation uses. */
const account = "123456789012";

/**
 * What AWS would answer when a resource is created: an id and the outputs that other resources are wired with. Everything is derived from
 * the resource's name, so that two evaluations of a program are equal.
 */
export function answerResource(args: MockResourceArgs, region: string): MockResourceResult {
    const inputs = args.inputs as Record<string, unknown>;
    const make = makers[args.type];
    const { id = `${args.name}-id`, ...outputs } = make?.({ name: args.name, inputs, region }) ?? {};
    return { id: args.id !== undefined && args.id !== "" ? args.id : String(id), state: { ...inputs, ...outputs } };
}

/** What AWS would answer to the functions (data sources) that the program calls. */
export function answerCall(args: MockCallArgs, region: string): Record<string, unknown> {
    const inputs = args.inputs as Record<string, unknown>;
    switch (args.token) {
        case "aws:index/getCallerIdentity:getCallerIdentity":
            return { accountId: account, arn: `arn:aws:iam::${account}:user/owner`, userId: "AIDAEXAMPLE", id: account };
        case "aws:index/getRegion:getRegion":
            return { region, name: region, id: region };
        case "aws:index/getPartition:getPartition":
            return { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" };
        case "aws:route53/getZone:getZone":
            return { ...inputs, zoneId: `Z${token(String(inputs["name"]), 13).toUpperCase()}`, id: "zone" };
        case "aws:ecr/getAuthorizationToken:getAuthorizationToken":
            return { ...inputs, userName: "AWS", password: "made-up-password", proxyEndpoint: registry(region), id: region };
        default:
            throw unanswered(args.token);
    }
}

/** Pulumi shows the `details` of a failed call, as a provider's error has them, and not its message. */
function unanswered(token: string): Error {
    const message = `The evaluation has no answer for the function ${token}: add one to made-up-outputs.ts.`;
    return Object.assign(new Error(message), { details: message });
}

interface Made {
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    readonly region: string;
}

const makers: Readonly<Record<string, (made: Made) => Record<string, unknown>>> = {
    "awsx:ec2:Vpc": ({ name, inputs }) => {
        const zones = Array.from({ length: Number(inputs["numberOfAvailabilityZones"] ?? 3) }, (_, zone) => zone + 1);
        return {
            vpcId: `vpc-${token(name, 17)}`,
            publicSubnetIds: zones.map((zone) => `subnet-${token(`${name}-public-${zone}`, 17)}`),
            privateSubnetIds: [],
            isolatedSubnetIds: [],
        };
    },
    "awsx:ecs:FargateService": ({ name, region }) => ({
        service: { name, id: `arn:aws:ecs:${region}:${account}:service/${name}` },
    }),
    "aws:ec2/securityGroup:SecurityGroup": ({ name, region }) => {
        const id = `sg-${token(name, 17)}`;
        return { id, arn: `arn:aws:ec2:${region}:${account}:security-group/${id}` };
    },
    "aws:acm/certificate:Certificate": ({ name, inputs, region: stackRegion }) => {
        const region = typeof inputs["region"] === "string" ? inputs["region"] : stackRegion;
        const arn = `arn:aws:acm:${region}:${account}:certificate/${uuid(name)}`;
        const domainName = String(inputs["domainName"]);
        return {
            id: arn,
            arn,
            domainValidationOptions: [
                {
                    domainName,
                    resourceRecordName: `_${token(domainName, 32)}.${domainName}.`,
                    resourceRecordType: "CNAME",
                    resourceRecordValue: `_${token(`${domainName}-value`, 32)}.acm-validations.aws.`,
                },
            ],
        };
    },
    "aws:route53/record:Record": ({ inputs }) => {
        const fqdn = String(inputs["name"]).replace(/\.$/, "");
        return { id: [inputs["zoneId"], fqdn, inputs["type"]].join("_"), fqdn };
    },
    "aws:lb/loadBalancer:LoadBalancer": (made) => {
        const { name, region } = made;
        const arn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${physical(made)}/${token(name, 16)}`;
        return {
            id: arn,
            arn,
            name: physical(made),
            arnSuffix: arn.split("loadbalancer/")[1],
            dnsName: `${physical(made)}-1234567890.${region}.elb.amazonaws.com`,
            zoneId: "Z35SXDOTRQ7X7K",
        };
    },
    "aws:lb/targetGroup:TargetGroup": (made) => {
        const { name, region } = made;
        const arn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${physical(made)}/${token(name, 16)}`;
        return { id: arn, arn, name: physical(made), arnSuffix: arn.split(":").pop() };
    },
    "aws:lb/listener:Listener": ({ name, region }) =>
        withArn(`arn:aws:elasticloadbalancing:${region}:${account}:listener/app/${name}/${token(name, 16)}`),
    "aws:lb/listenerRule:ListenerRule": ({ name, region }) =>
        withArn(`arn:aws:elasticloadbalancing:${region}:${account}:listener-rule/app/${name}/${token(name, 16)}`),
    "aws:cognito/userPool:UserPool": (made) => {
        const { name, region } = made;
        const id = `${region}_${token(name, 9)}`;
        return {
            id,
            arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
            endpoint: `cognito-idp.${region}.amazonaws.com/${id}`,
            name: physical(made),
        };
    },
    "aws:cognito/userPoolClient:UserPoolClient": (made) => ({
        id: token(made.name, 26),
        clientSecret: token(`${made.name}-secret`, 52),
        name: physical(made),
    }),
    "aws:cognito/userPoolDomain:UserPoolDomain": ({ name, inputs }) =>
        inputs["certificateArn"] === undefined
            ? {}
            : // The zone of every CloudFront distribution. Source: Route 53 API Reference, "AliasTarget".
              { cloudfrontDistribution: `${token(name, 14)}.cloudfront.net`, cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2" },
    "aws:ecr/repository:Repository": (made) => ({
        id: physical(made),
        name: physical(made),
        arn: `arn:aws:ecr:${made.region}:${account}:repository/${physical(made)}`,
        registryId: account,
        repositoryUrl: `${registry(made.region)}/${physical(made)}`,
    }),
    "docker:index/image:Image": ({ inputs }) => {
        const repository = String(inputs["imageName"]).replace(/:[^:/]+$/, "");
        return {
            // By the whole name: a repository may hold several images.
            repoDigest: `${repository}@sha256:${token(String(inputs["imageName"]), 64)}`,
            baseImageName: repository,
            registryServer: repository.split("/")[0],
        };
    },
    "aws:ecs/cluster:Cluster": (made) => ({
        ...withArn(`arn:aws:ecs:${made.region}:${account}:cluster/${physical(made)}`),
        name: physical(made),
    }),
    "aws:iam/role:Role": (made) => ({
        id: physical(made),
        name: physical(made),
        arn: `arn:aws:iam::${account}:role/${physical(made)}`,
    }),
    "aws:lambda/function:Function": (made) => ({
        id: physical(made),
        name: physical(made),
        arn: `arn:aws:lambda:${made.region}:${account}:function:${physical(made)}`,
    }),
    "aws:cognito/identityProvider:IdentityProvider": ({ inputs }) => ({
        id: `${String(inputs["userPoolId"])}:${String(inputs["providerName"])}`,
    }),
    "aws:sns/topic:Topic": (made) => {
        const arn = `arn:aws:sns:${made.region}:${account}:${physical(made)}`;
        return { id: arn, arn, name: physical(made) };
    },
    "aws:wafv2/webAcl:WebAcl": (made) => firewall(made, "webacl"),
    "aws:wafv2/ipSet:IpSet": (made) => firewall(made, "ipset"),
    "aws:s3/bucket:Bucket": (made) => {
        const bucket = typeof made.inputs["bucket"] === "string" ? made.inputs["bucket"] : physical(made);
        return { id: bucket, bucket, arn: `arn:aws:s3:::${bucket}` };
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": (made) => {
        const alarm = physical(made);
        return { id: alarm, name: alarm, arn: `arn:aws:cloudwatch:${made.region}:${account}:alarm:${alarm}` };
    },
    "aws:cloudwatch/logGroup:LogGroup": (made) => {
        const logGroup = physical(made);
        return { id: logGroup, name: logGroup, arn: `arn:aws:logs:${made.region}:${account}:log-group:${logGroup}` };
    },
};

function withArn(arn: string): { id: string; arn: string } {
    return { id: arn, arn };
}

/** What AWS WAF has, by its kind. */
function firewall(made: Made, kind: string): Record<string, unknown> {
    const [id, name] = [uuid(made.name), physical(made)];
    return { id, name, arn: `arn:aws:wafv2:${made.region}:${account}:regional/${kind}/${name}/${id}` };
}

/** The name that the resource is given, or else one as Pulumi's auto-naming makes it: the logical name, a dash, and seven random digits. */
function physical({ name, inputs }: Made): string {
    return typeof inputs["name"] === "string" ? inputs["name"] : `${name}-${token(name, 7)}`;
}

function registry(region: string): string {
    return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/** Hexadecimal digits that look random and are the same in each evaluation; at most 64. */
function token(seed: string, length: number): string {
    return createHash("sha256").update(seed).digest("hex").slice(0, length);
}

function uuid(seed: string): string {
    return token(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
