import type { DeclaredResource, DeclaredStack } from "../declared";
import type { UserPool } from "../model";
import { inputsOfPool } from "./of-pool";
import type { Refusals } from "./refusals";

/** The groups of a pool that the program declares. */
export function planGroups(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): UserPool["groups"] {
    return stack.ofType("aws:cognito/userGroup:UserGroup").map((resource) => {
        const inputs = inputsOfPool(pool, resource, refusals);
        // The role is for calls to AWS from an identity pool.
        inputs.noDifference("roleArn");
        const name = inputs.string("name", resource.name);
        const description = inputs.string("description");
        const precedence = inputs.number("precedence");
        inputs.end();
        return { name, ...(description === undefined ? {} : { description }), ...(precedence === undefined ? {} : { precedence }) };
    });
}

/** The users of a pool that the program declares, with their groups. Refuses declared passwords: each start makes new ones. */
export function planUsers(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): UserPool["users"] {
    const memberships = stack.ofType("aws:cognito/userInGroup:UserInGroup").map((resource) => {
        const inputs = inputsOfPool(pool, resource, refusals);
        const membership = { username: inputs.string("username", ""), group: inputs.string("groupName", "") };
        inputs.end();
        return membership;
    });
    return stack.ofType("aws:cognito/user:User").map((resource) => {
        const inputs = inputsOfPool(pool, resource, refusals);
        inputs.never("each start makes a new temporary password here", "password", "temporaryPassword");
        inputs.never("Lambda triggers do not run here", "clientMetadata", "validationData");
        // No mail leaves this machine, and the pool is new at each start.
        inputs.noDifference("desiredDeliveryMediums", "messageAction", "forceAliasCreation");
        const username = inputs.string("username", "");
        const attributes = inputs.map("attributes");
        const enabled = inputs.boolean("enabled", true);
        inputs.end();
        const groups = memberships.filter((membership) => membership.username === username).map(({ group }) => group);
        return { username, attributes, groups, enabled };
    });
}
