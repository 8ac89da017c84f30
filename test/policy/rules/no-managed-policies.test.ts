import { types } from "../../../declared/types";
import { noManagedPolicies } from "../../../policy/rules/no-managed-policies";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const admin = "arn:aws:iam::aws:policy/AdministratorAccess";

describeRule(noManagedPolicies, {
    holds: {
        "for a bare role": [resource(types.role)],
        "for a list of no attachments": [resource(types.rolePolicyAttachmentsExclusive, { policyArns: [] })],
    },
    violated: {
        "by an administrator": [[resource(types.role, { managedPolicyArns: [admin] })], `it has ${admin}`],
        "by an attachment": [[resource(types.rolePolicyAttachment, { policyArn: admin })], `it attaches ${admin}`],
        "by an attachment to several": [[resource(types.policyAttachment, { policyArn: admin })], `it attaches ${admin}`],
        "by a list of attachments": [
            [resource(types.rolePolicyAttachmentsExclusive, { policyArns: [admin, `${admin}2`] })],
            `it attaches ${admin}`,
            `it attaches ${admin}2`,
        ],
    },
});
