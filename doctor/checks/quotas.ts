import { paginateListUserPools } from "@aws-sdk/client-cognito-identity-provider";
import { paginateDescribeInternetGateways, paginateDescribeVpcs } from "@aws-sdk/client-ec2";
import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import type { Aws } from "../aws";
import { failure, ok, warning, type Check, type Finding } from "../check";
import type { Context } from "../context";
import { allLoadBalancers, ownLoadBalancers } from "../own-stack";
import { lookAtEach } from "../uncheckable";

/** One of AWS's limits. Names and codes are those of Service Quotas. */
interface Quota {
    readonly service: string;
    readonly code: string;
    readonly name: string;
    /** What a first deployment adds. */
    readonly adds: number;
    /** What the account has already. @default unknown: nothing */
    readonly used?: () => Promise<number>;
    /** What it adds beside for a while, at later deployments and where tasks scale. @default 0 */
    readonly passing?: number;
}

const fargateQuotas = {
    FARGATE: { code: "L-3032A538", name: "Fargate On-Demand vCPU resource count" },
    FARGATE_SPOT: { code: "L-36FBB829", name: "Fargate Spot vCPU resource count" },
} as const;

/** Whether the account's quotas leave room for the stack. */
export const quotas: Check = {
    name: "quotas",
    asksAws: true,
    async run(context) {
        const deployed = (await ownLoadBalancers(context)).length > 0;
        if (deployed) {
            return [ok("the stack is deployed already, and has what it needs")];
        }
        return lookAtEach(
            quotasOf(context),
            (quota) => look(context, quota),
            ({ name }) => name,
        );
    },
};

function quotasOf(context: Context): Quota[] {
    const { counts, fargate } = context.subject;
    const { aws } = context;
    return [
        {
            service: "vpc",
            code: "L-F678F1CE",
            name: "VPCs per Region",
            adds: counts.vpcs,
            used: () => count(paginateDescribeVpcs({ client: aws.ec2() }, {}), ({ Vpcs: vpcs }) => vpcs),
        },
        {
            service: "vpc",
            code: "L-A4707A72",
            name: "Internet gateways per Region",
            adds: counts.vpcs,
            used: () => count(paginateDescribeInternetGateways({ client: aws.ec2() }, {}), ({ InternetGateways: gateways }) => gateways),
        },
        {
            service: "elasticloadbalancing",
            code: "L-53DA6B97",
            name: "Application Load Balancers per Region",
            adds: counts.loadBalancers,
            used: async () => (await allLoadBalancers(context)).filter(({ Type: type }) => type === "application").length,
        },
        {
            service: "cognito-idp",
            code: "L-66E6DF30",
            name: "User pools per account",
            adds: counts.userPools,
            used: () => count(paginateListUserPools({ client: aws.cognito() }, { MaxResults: 60 }), ({ UserPools: pools }) => pools),
        },
        ...fargate.map(({ capacity, steady, most }) => ({
            service: "fargate",
            ...fargateQuotas[capacity],
            adds: steady,
            passing: most - steady,
        })),
    ];
}

async function count<Page>(pages: AsyncIterable<Page>, items: (page: Page) => readonly unknown[] | undefined): Promise<number> {
    let total = 0;
    for await (const page of pages) {
        total += items(page)?.length ?? 0;
    }
    return total;
}

async function look({ aws, subject }: Context, { service, code, name, adds, used, passing = 0 }: Quota): Promise<Finding> {
    const [limit, taken] = await Promise.all([limitOf(aws, service, code), used?.() ?? 0]);
    const wanted = Math.ceil(taken + adds + passing);
    const raise = `aws service-quotas request-service-quota-increase --region ${subject.region} --service-code ${service} --quota-code ${code} --desired-value ${wanted}`;
    const what = `${name}: ${limit} allowed${used === undefined ? "" : `, ${taken} used`}, ${adds} more wanted`;
    if (taken + adds > limit) {
        return failure(what, "AWS refuses what goes beyond a quota", raise);
    }
    const why = `${passing} more at most, while a deployment has new tasks beside the old, or more people came: those wait for room`;
    return taken + adds + passing > limit ? warning(what, why, raise) : ok(what);
}

/** The account's own limit; AWS's where the account never had another. */
async function limitOf(aws: Aws, service: string, code: string): Promise<number> {
    const input = { ServiceCode: service, QuotaCode: code };
    const { Quota: quota } = await aws
        .quotas()
        .send(new GetServiceQuotaCommand(input))
        .catch((error: unknown) => {
            if ((error as Error).name !== "NoSuchResourceException") {
                throw error;
            }
            return aws.quotas().send(new GetAWSDefaultServiceQuotaCommand(input));
        });
    if (quota?.Value === undefined) {
        throw new Error(`Service Quotas tells no value of ${service} ${code}`);
    }
    return quota.Value;
}
