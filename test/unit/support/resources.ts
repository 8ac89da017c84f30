import type { DeclaredResource, DeclaredStack } from "../../../local/declared";

/** Pulumi type tokens of everything that the program registers. */
export const types = {
    stack: "pulumi:pulumi:Stack",
    network: "streamlit-cognito:network:Network",
    auth: "streamlit-cognito:auth:Auth",
    people: "streamlit-cognito:people:People",
    textMessages: "streamlit-cognito:text-messages:TextMessages",
    app: "streamlit-cognito:app:App",
    client: "streamlit-cognito:auth:Client",
    clusterComponent: "streamlit-cognito:service:Cluster",
    loadBalancerComponent: "streamlit-cognito:load-balancer:LoadBalancer",
    certificateComponent: "streamlit-cognito:load-balancer:Certificate",
    service: "streamlit-cognito:service:Service",
    imageComponent: "streamlit-cognito:image:Image",
    roles: "streamlit-cognito:service:Roles",
    vpc: "awsx:ec2:Vpc",
    fargateService: "awsx:ecs:FargateService",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
    listener: "aws:lb/listener:Listener",
    listenerCertificate: "aws:lb/listenerCertificate:ListenerCertificate",
    listenerRule: "aws:lb/listenerRule:ListenerRule",
    targetGroup: "aws:lb/targetGroup:TargetGroup",
    metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    certificate: "aws:acm/certificate:Certificate",
    certificateValidation: "aws:acm/certificateValidation:CertificateValidation",
    record: "aws:route53/record:Record",
    userPool: "aws:cognito/userPool:UserPool",
    user: "aws:cognito/user:User",
    identityProvider: "aws:cognito/identityProvider:IdentityProvider",
    userGroup: "aws:cognito/userGroup:UserGroup",
    userInGroup: "aws:cognito/userInGroup:UserInGroup",
    userPoolClient: "aws:cognito/userPoolClient:UserPoolClient",
    userPoolDomain: "aws:cognito/userPoolDomain:UserPoolDomain",
    userPoolUiCustomization: "aws:cognito/userPoolUICustomization:UserPoolUICustomization",
    repository: "aws:ecr/repository:Repository",
    lifecyclePolicy: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    image: "docker:index/image:Image",
    cluster: "aws:ecs/cluster:Cluster",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    role: "aws:iam/role:Role",
    alarms: "streamlit-cognito:alarms:Alarms",
    topic: "aws:sns/topic:Topic",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
    budget: "aws:budgets/budget:Budget",
    dashboardComponent: "streamlit-cognito:dashboard:Dashboard",
    dashboard: "aws:cloudwatch/dashboard:Dashboard",
    waf: "streamlit-cognito:waf:Waf",
    webAcl: "aws:wafv2/webAcl:WebAcl",
    webAclAssociation: "aws:wafv2/webAclAssociation:WebAclAssociation",
    webAclLogging: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    ipSet: "aws:wafv2/ipSet:IpSet",
    logResourcePolicy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    accessLogs: "streamlit-cognito:access-logs:AccessLogs",
    bucket: "aws:s3/bucket:Bucket",
    bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
    bucketOwnershipControls: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    bucketEncryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    capacityProviders: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    scaling: "streamlit-cognito:scaling:Scaling",
    scalableTarget: "aws:appautoscaling/target:Target",
    scalingPolicy: "aws:appautoscaling/policy:Policy",
    scheduledAction: "aws:appautoscaling/scheduledAction:ScheduledAction",
    scheduleComponent: "streamlit-cognito:schedule:Schedule",
    schedule: "aws:scheduler/schedule:Schedule",
    lambdaFunction: "aws:lambda/function:Function",
    lambdaPermission: "aws:lambda/permission:Permission",
} as const;

/** The tags that the stack `dev` puts on everything that takes tags. */
export const devTags = { "pulumi:project": "streamlit-cognito", "pulumi:stack": "dev" };

/** `<last part of the type> <name>`, which is unique in this program: `Listener streamlit-https`. */
export function label(resource: DeclaredResource): string {
    return `${resource.type.split(":").at(-1)} ${resource.name}`;
}

/** Every registered resource as `<label> < <label of its parent>`, sorted. */
export function tree(stack: DeclaredStack): string[] {
    const byUrn = new Map(stack.resources.map((resource) => [resource.urn, resource]));
    return stack.resources
        .map((resource) => {
            const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
            return parent === undefined ? label(resource) : `${label(resource)} < ${label(parent)}`;
        })
        .sort();
}

/** Labels of what must exist before a resource, sorted. */
export function dependencies(stack: DeclaredStack, resource: DeclaredResource): string[] {
    const byUrn = new Map(stack.resources.map((candidate) => [candidate.urn, candidate]));
    return resource.dependencies.map((urn) => label(byUrn.get(urn)!)).sort();
}

/** The inputs of every resource of a type, by name. */
export function inputsByName(stack: DeclaredStack, type: string): Record<string, Readonly<Record<string, unknown>>> {
    return Object.fromEntries(stack.ofType(type).map((resource) => [resource.name, resource.inputs]));
}

/** One output of the one resource of a type (and name). */
export function output(stack: DeclaredStack, type: string, key: string, name?: string): unknown {
    return stack.one(type, name).state[key];
}
