/** Pulumi type tokens of what policies, costs and checks read, also of what the program must not use. */
export const types = {
    awsxVpc: "awsx:ec2:Vpc",
    awsxFargateService: "awsx:ecs:FargateService",
    natGateway: "aws:ec2/natGateway:NatGateway",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
    listener: "aws:lb/listener:Listener",
    listenerRule: "aws:lb/listenerRule:ListenerRule",
    targetGroup: "aws:lb/targetGroup:TargetGroup",
    userGroup: "aws:cognito/userGroup:UserGroup",
    certificate: "aws:acm/certificate:Certificate",
    userPool: "aws:cognito/userPool:UserPool",
    user: "aws:cognito/user:User",
    userPoolClient: "aws:cognito/userPoolClient:UserPoolClient",
    userPoolDomain: "aws:cognito/userPoolDomain:UserPoolDomain",
    userPoolUiCustomization: "aws:cognito/userPoolUICustomization:UserPoolUICustomization",
    record: "aws:route53/record:Record",
    identityProvider: "aws:cognito/identityProvider:IdentityProvider",
    lambdaFunction: "aws:lambda/function:Function",
    lambdaPermission: "aws:lambda/permission:Permission",
    image: "docker:index/image:Image",
    repository: "aws:ecr/repository:Repository",
    repositoryPolicy: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    publicRepository: "aws:ecrpublic/repository:Repository",
    lifecyclePolicy: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    cluster: "aws:ecs/cluster:Cluster",
    service: "aws:ecs/service:Service",
    taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    role: "aws:iam/role:Role",
    policy: "aws:iam/policy:Policy",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    rolePolicyAttachmentsExclusive: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
    scalableTarget: "aws:appautoscaling/target:Target",
    scheduledAction: "aws:appautoscaling/scheduledAction:ScheduledAction",
    schedule: "aws:scheduler/schedule:Schedule",
    bucket: "aws:s3/bucket:Bucket",
    bucketV2: "aws:s3/bucketV2:BucketV2",
    bucketAcl: "aws:s3/bucketAcl:BucketAcl",
    bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
    bucketOwnershipControls: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    bucketEncryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    webAcl: "aws:wafv2/webAcl:WebAcl",
    webAclAssociation: "aws:wafv2/webAclAssociation:WebAclAssociation",
    webAclLogging: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    ipSet: "aws:wafv2/ipSet:IpSet",
    topic: "aws:sns/topic:Topic",
    topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    logResourcePolicy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
} as const;

/** An ECS service, as awsx's component before it is built, and as the engine sees it. */
export const serviceTypes = [types.awsxFargateService, types.service] as const;

/** What holds a task's containers, likewise. */
export const taskTypes = [types.awsxFargateService, types.taskDefinition] as const;

/** The one name of a type that the SDK has two names for: `aws.alb` makes what `aws.lb` makes. */
export function canonicalType(type: string): string {
    return type.replace(/^aws:alb\//, "aws:lb/");
}
