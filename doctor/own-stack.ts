import {
    DescribeUserPoolCommand,
    DescribeUserPoolDomainCommand,
    ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { DescribeTagsCommand, paginateDescribeLoadBalancers, type LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Context } from "./context";
import { normalName } from "./public-dns";

/** Most load balancers that AWS tells the tags of at once. */
const tagsAtOnce = 20;

/** Every load balancer of the account in the region. */
export async function allLoadBalancers({ aws }: Context): Promise<readonly LoadBalancer[]> {
    const all: LoadBalancer[] = [];
    for await (const page of paginateDescribeLoadBalancers({ client: aws.loadBalancing() }, {})) {
        all.push(...(page.LoadBalancers ?? []));
    }
    return all;
}

/** Host names of the load balancers that this very stack made before: it is deployed already. */
export async function ownLoadBalancers(context: Context): Promise<readonly string[]> {
    const all = await allLoadBalancers(context);
    const own: string[] = [];
    for (let from = 0; from < all.length; from += tagsAtOnce) {
        const some = all.slice(from, from + tagsAtOnce);
        const arns = some.flatMap(({ LoadBalancerArn: arn }) => arn ?? []);
        const { TagDescriptions: described = [] } = await context.aws.loadBalancing().send(new DescribeTagsCommand({ ResourceArns: arns }));
        const ours = described.filter(({ Tags: tags = [] }) => isOwn(context, new Map(tags.map(({ Key, Value }) => [Key, Value]))));
        const found = some.filter(({ LoadBalancerArn: arn }) => ours.some(({ ResourceArn: other }) => other === arn));
        own.push(...found.flatMap(({ DNSName: name }) => (name === undefined ? [] : [normalName(name)])));
    }
    return own;
}

/** Host name of the CloudFront distribution that serves a login page at a host name, where this very stack made it before. */
export async function ownDistribution(context: Context, domain: string): Promise<string | undefined> {
    const { DomainDescription: found } = await context.aws.cognito().send(new DescribeUserPoolDomainCommand({ Domain: domain }));
    const distribution = found?.CloudFrontDistribution;
    return distribution !== undefined && (await isOwnUserPool(context, found?.UserPoolId)) ? normalName(distribution) : undefined;
}

/**
 * Whether this very stack made a user pool before.
 *
 * @throws whatever keeps it from being known
 */
export async function isOwnUserPool(context: Context, userPoolId: string | undefined): Promise<boolean> {
    try {
        const { UserPool: pool } = await context.aws.cognito().send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
        return isOwn(context, new Map(Object.entries(pool?.UserPoolTags ?? {})));
    } catch (error) {
        // Cognito knows no pool of another account. Any other error tells nothing of whose it is.
        if (error instanceof ResourceNotFoundException) {
            return false;
        }
        throw error;
    }
}

/** Whether the tags are those that the program gives everything. */
export function isOwn({ subject }: Context, tags: ReadonlyMap<string | undefined, string | undefined>): boolean {
    return tags.get("pulumi:project") === subject.project && tags.get("pulumi:stack") === subject.stack;
}
