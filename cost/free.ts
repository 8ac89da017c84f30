import { canonicalType, types } from "../policy/view/types";

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
    "aws:cognito/user:User",
    "aws:cognito/userGroup:UserGroup",
    "aws:cognito/userInGroup:UserInGroup",
    "aws:cognito/userPoolUICustomization:UserPoolUICustomization",
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
    "aws:lambda/permission:Permission",
    "aws:lambda/layerVersion:LayerVersion",
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:cloudwatch/queryDefinition:QueryDefinition",
    "aws:sns/topicPolicy:TopicPolicy",
    // Budgets that only report. Source: "AWS Budgets pricing".
    "aws:budgets/budget:Budget",
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    types.bucketPublicAccessBlock,
    types.bucketAcl,
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
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
