import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Pulumi's automatic names: the logical name, a hyphen and seven digits. */
export const suffix = "-0123abc";

/** What AWS takes as a name. Sources: the API references of the services, the create operation of each resource. */
export const nameLimits: Readonly<Record<string, { readonly most: number; readonly pattern: RegExp }>> = {
    [types.loadBalancer]: { most: 32, pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/ },
    [types.targetGroup]: { most: 32, pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/ },
    [types.role]: { most: 64, pattern: /^[\w+=,.@-]+$/ },
    [types.rolePolicy]: { most: 128, pattern: /^[\w+=,.@-]+$/ },
    [types.securityGroup]: { most: 255, pattern: /^(?!sg-)[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]+$/ },
    [types.repository]: { most: 256, pattern: /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/ },
    [types.logGroup]: { most: 512, pattern: /^(?!aws\/)[A-Za-z0-9_./#-]+$/ },
    [types.cluster]: { most: 255, pattern: /^[A-Za-z0-9_-]+$/ },
    [types.schedule]: { most: 64, pattern: /^[\w.-]+$/ },
    [types.lambdaFunction]: { most: 64, pattern: /^[A-Za-z0-9_-]+$/ },
    [types.userPool]: { most: 128, pattern: /^[\w\s+=,.@-]+$/ },
    [types.userPoolClient]: { most: 128, pattern: /^[\w\s+=,.@-]+$/ },
};

/** AWS refuses a name that is too long in the middle of a deployment, when half of the stack is there. */
export const namesFit: ResourceRule = {
    id: "names-fit",
    scope: "resource",
    description: "Every name is one that AWS takes, with the digits that Pulumi adds.",
    remedy: "Shorten the resource's logical name; load balancers and target groups take 32 characters.",
    types: Object.keys(nameLimits),
    *check({ type, name, props }) {
        const limit = nameLimits[type];
        const given = at(props, "name");
        const physical = typeof given === "string" && given !== "" ? given : `${name}${suffix}`;
        if (limit !== undefined && (physical.length > limit.most || !limit.pattern.test(physical))) {
            yield `${physical} is no name of ${limit.most} characters or fewer that AWS takes`;
        }
    },
};
