import { noManagedPolicies } from "../../../policy/rules/no-managed-policies";
import { types } from "../../../policy/view/types";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const admin = "arn:aws:iam::aws:policy/AdministratorAccess";

describeRule(noManagedPolicies, {
    holds: { "for a bare role": [resource(types.role)] },
    violated: {
        "by an administrator": [[resource(types.role, { managedPolicyArns: [admin] })], `it has ${admin}`],
        "by an attachment": [[resource(types.rolePolicyAttachment, { policyArn: admin })], `it attaches ${admin}`],
    },
});
