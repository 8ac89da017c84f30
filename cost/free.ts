import { canonicalType, types } from "../declared/types";

/** Types for which AWS charges nothing by themselves; what they lead to is charged where it is. */
const free: ReadonlySet<string> = new Set<string>([
    types.securityGroup,
    types.securityGroupRule,
    types.ingressRule,
    types.egressRule,
    types.listener,
    types.listenerRule,
    "aws:lb/listenerCertificate:ListenerCertificate",
    types.targetGroup,
    // Public certificates that stay in AWS.
    types.certificate,
    "aws:acm/certificateValidation:CertificateValidation",
    types.userPoolDomain,
    types.user,
    types.userGroup,
    "aws:cognito/userInGroup:UserInGroup",
    types.userPoolUiCustomization,
    "aws:cognito/managedLoginBranding:ManagedLoginBranding",
    "aws:cognito/resourceServer:ResourceServer",
    "aws:cognito/riskConfiguration:RiskConfiguration",
    "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration",
    types.lifecyclePolicy,
    types.repositoryPolicy,
    types.role,
    types.policy,
    types.rolePolicy,
    types.rolePolicyAttachment,
    types.rolePolicyAttachmentsExclusive,
    types.policyAttachment,
    "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    "aws:ec2/vpc:Vpc",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/route:Route",
    "aws:ec2/managedPrefixList:ManagedPrefixList",
    types.lambdaPermission,
    "aws:lambda/layerVersion:LayerVersion",
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "aws:cloudwatch/eventTarget:EventTarget",
    types.logResourcePolicy,
    "aws:cloudwatch/queryDefinition:QueryDefinition",
    types.topicPolicy,
    // Budgets that only report. Source: "AWS Budgets pricing".
    "aws:budgets/budget:Budget",
    types.ipSet,
    types.webAclAssociation,
    types.bucketPublicAccessBlock,
    types.bucketAcl,
    types.bucketPolicy,
    types.bucketOwnershipControls,
    types.bucketEncryption,
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    types.bucketLifecycle,
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:kms/alias:Alias",
]);

/** What is not AWS's: the program's own components, Pulumi's parts, and what runs on the machine that deploys. */
const outside = ["pulumi:", "streamlit-cognito:", "docker:", "docker-build:", "command:", "random:"];

/** Whether a type costs nothing by itself. */
export function isFree(type: string): boolean {
    return free.has(canonicalType(type)) || outside.some((prefix) => type.startsWith(prefix));
}
