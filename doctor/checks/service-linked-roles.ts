import { ListRolesCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws";
import { ok, warning, type Check, type Finding } from "../check";

/** Roles by which AWS's services act in the account. Source: each service's guide, "Using service-linked roles". */
const roles: Readonly<Record<string, string>> = {
    AWSServiceRoleForECS: "ecs.amazonaws.com",
    AWSServiceRoleForElasticLoadBalancing: "elasticloadbalancing.amazonaws.com",
};

/** Whether the account has the roles that a new one lacks until its first cluster and load balancer. */
export const serviceLinkedRoles: Check = {
    name: "service-linked roles",
    asksAws: true,
    async run({ aws }) {
        return Promise.all(Object.entries(roles).map(([role, service]) => look(aws, role, service)));
    },
};

async function look(aws: Aws, role: string, service: string): Promise<Finding> {
    // Each service's own path holds its role and nothing else.
    const { Roles: found = [] } = await aws.iam().send(new ListRolesCommand({ PathPrefix: `/aws-service-role/${service}/` }));
    if (found.length > 0) {
        return ok(`${role} is there`);
    }
    const why =
        "AWS makes it at the first use, which fails for those who may not (iam:CreateServiceLinkedRole), and at times for being too new";
    return warning(`the account has no role ${role} yet`, why, `aws iam create-service-linked-role --aws-service-name ${service}`);
}
