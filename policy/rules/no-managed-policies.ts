import { types } from "../../declared/types";
import { at, listAt, textsAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** What attaches one policy; the last attaches it to roles, users and groups alike, and takes it from all others. */
const attachments: readonly string[] = [types.rolePolicyAttachment, types.policyAttachment];

/** AWS's managed policies allow more than one stack needs, and AWS adds to them. */
export const noManagedPolicies: ResourceRule = {
    id: "no-managed-policies",
    scope: "resource",
    description: "No role has a managed policy, such as AdministratorAccess.",
    remedy: "Write an aws.iam.RolePolicy with the actions that are needed, at the resources that are needed.",
    types: [types.role, types.rolePolicyAttachmentsExclusive, ...attachments],
    *check({ type, props }) {
        for (const arn of textsAt(props, "managedPolicyArns")) {
            yield `it has ${arn}`;
        }
        const several = type === types.rolePolicyAttachmentsExclusive ? listAt(props, "policyArns") : [];
        for (const arn of attachments.includes(type) ? [at(props, "policyArn")] : several) {
            yield `it attaches ${String(arn)}`;
        }
    },
};
