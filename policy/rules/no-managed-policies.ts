import type { ResourceRule } from "../rule";
import { types } from "../view/types";
import { at, textsAt } from "../view/values";

/** AWS's managed policies allow more than one stack needs, and AWS adds to them. */
export const noManagedPolicies: ResourceRule = {
    id: "no-managed-policies",
    scope: "resource",
    description: "No role has a managed policy, such as AdministratorAccess.",
    remedy: "Write an aws.iam.RolePolicy with the actions that are needed, at the resources that are needed.",
    types: [types.role, types.rolePolicyAttachment],
    *check({ type, props }) {
        for (const arn of textsAt(props, "managedPolicyArns")) {
            yield `it has ${arn}`;
        }
        if (type === types.rolePolicyAttachment) {
            yield `it attaches ${String(at(props, "policyArn"))}`;
        }
    },
};
