import { types } from "../../../declared/types";
import { noEscalation } from "../../../policy/rules/no-escalation";
import { document, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const allows = (...actions: string[]) => [resource(types.rolePolicy, { policy: document({ Action: actions, Resource: "arn" }) })];

describeRule(noEscalation, {
    holds: {
        "for what an app does": allows(
            "s3:GetObject",
            "s3:PutObject",
            "dynamodb:Query",
            "sns:Publish",
            "lambda:InvokeFunction",
            "kms:Decrypt",
        ),
        "for taking a role that is named": allows("sts:AssumeRole"),
        "for reading": allows(
            ...["cognito-idp:ListUsers", "cognito-idp:AdminGetUser", "elasticloadbalancing:DescribeTargetHealth", "iot:GetPolicy"],
            ...["s3:GetBucketPolicy", "eks:DescribeCluster", "ssm:GetParameter", "cloudformation:DescribeStacks", "batch:DescribeJobs"],
            ...["glue:GetTable", "sagemaker:InvokeEndpoint", "codebuild:BatchGetBuilds", "ec2:DescribeInstances"],
        ),
        // Whose these may be, another rule says.
        "for what moves requests": allows("elasticloadbalancing:ModifyRule", "elasticloadbalancing:SetRulePriorities"),
    },
    violated: {
        "by writing policies": [allows("s3:GetObject", "iam:PutRolePolicy"), 'it allows "iam:PutRolePolicy"'],
        "by passing a role on": [allows("IAM:PassRole"), 'it allows "IAM:PassRole"'],
        "by making credentials": [allows("sts:GetFederationToken"), 'it allows "sts:GetFederationToken"'],
        "by writing the policy of what it may not use": [allows("s3:PutBucketPolicy"), 'it allows "s3:PutBucketPolicy"'],
        "by granting itself a key": [allows("kms:CreateGrant"), 'it allows "kms:CreateGrant"'],
        "by letting itself call a function": [allows("lambda:AddPermission"), 'it allows "lambda:AddPermission"'],
        "by code of its own in a function": [allows("LAMBDA:UpdateFunctionCode"), 'it allows "LAMBDA:UpdateFunctionCode"'],
        "by a shell in another task": [allows("ecs:ExecuteCommand"), 'it allows "ecs:ExecuteCommand"'],
        ...Object.fromEntries(
            [
                ...["ssm:CreateAssociation", "ssm:ResumeSession", "ec2:ModifyInstanceAttribute", "ec2:CreateLaunchTemplateVersion"],
                ...["batch:SubmitJob", "codebuild:StartSandbox", "codebuild:StartCommandExecution", "codedeploy:CreateDeployment"],
                ...["glue:UpdateDevEndpoint", "glue:RunStatement", "sagemaker:CreatePresignedNotebookInstanceUrl"],
                ...["sagemaker:CreatePresignedDomainUrl", "elasticmapreduce:AddJobFlowSteps", "bedrock-agentcore:InvokeCodeInterpreter"],
                ...["eks:AssociateAccessPolicy", "eks:CreateAccessEntry", "iot:AttachPolicy", "iot:CreatePolicyVersion"],
                ...["iot:SetDefaultPolicyVersion", "cloudformation:UpdateStackSet", "cloudformation:CreateStackInstances"],
                ...["s3:DeleteBucketPolicy", "secretsmanager:DeleteResourcePolicy", "cognito-idp:AdminSetUserPassword"],
                ...["cognito-idp:UpdateUserPool", "cognito-idp:AdminAddUserToGroup", "elasticloadbalancing:ModifyListener"],
                ...["elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteRule", "elasticloadbalancing:SetSecurityGroups"],
            ].map((action) => [`by ${action}`, [allows("s3:GetObject", action), `it allows "${action}"`]] as const),
        ),
        "in a role itself": [
            [resource(types.role, { inlinePolicies: [{ policy: document({ Action: "organizations:LeaveOrganization" }) }] })],
            'it allows "organizations:LeaveOrganization"',
        ],
    },
});
