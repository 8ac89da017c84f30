/**
 * What the stand-in provider needs of the real one's schema, for the resource types of the stack. A type that is missing here is refused, so that
 * a new one is looked up.
 *
 * `replacing` stands for the attributes with `ForceNew` or `RequiresReplace` in the Terraform provider for AWS, 6.x, which Pulumi's is made from.
 * Only the target group's and the user's were read there, in November 2026; the others follow the provider's documentation as we know it, unverified. `named`:
 * the types that Pulumi names itself, with the lengths that AWS allows, in `resources.go` of the Pulumi provider.
 */
export interface TypeSchema {
    /** Inputs that no update can change: the resource is replaced. */
    readonly replacing: readonly string[];
    /** Most characters of a `name`, which the provider makes up where none is given. @default the type has no such name */
    readonly named?: number;
}

export const schema: Readonly<Record<string, TypeSchema>> = {
    "aws:acm/certificate:Certificate": {
        replacing: ["certificateAuthorityArn", "domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"],
    },
    "aws:acm/certificateValidation:CertificateValidation": { replacing: ["certificateArn", "validationRecordFqdns"] },
    "aws:appautoscaling/policy:Policy": { replacing: ["name", "resourceId", "scalableDimension", "serviceNamespace"], named: 255 },
    "aws:appautoscaling/scheduledAction:ScheduledAction": {
        replacing: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
        named: 255,
    },
    "aws:appautoscaling/target:Target": { replacing: ["resourceId", "scalableDimension", "serviceNamespace"] },
    "aws:cloudwatch/logGroup:LogGroup": { replacing: ["logGroupClass", "name", "namePrefix"], named: 512 },
    "aws:cognito/user:User": { replacing: ["userPoolId", "username"] },
    "aws:cognito/identityProvider:IdentityProvider": { replacing: ["providerName", "providerType", "userPoolId"] },
    "aws:cognito/userGroup:UserGroup": { replacing: ["name", "userPoolId"], named: 128 },
    "aws:cognito/userInGroup:UserInGroup": { replacing: ["groupName", "userPoolId", "username"] },
    "aws:cognito/userPool:UserPool": { replacing: ["aliasAttributes", "name", "usernameAttributes", "usernameConfiguration"], named: 128 },
    "aws:cognito/userPoolClient:UserPoolClient": { replacing: ["generateSecret", "userPoolId"], named: 128 },
    "aws:cognito/userPoolUICustomization:UserPoolUICustomization": { replacing: ["clientId", "userPoolId"] },
    "aws:cognito/userPoolDomain:UserPoolDomain": { replacing: ["domain", "userPoolId"] },
    "aws:ec2/internetGateway:InternetGateway": { replacing: [] },
    "aws:ec2/route:Route": { replacing: ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId", "routeTableId"] },
    "aws:ec2/routeTable:RouteTable": { replacing: ["vpcId"] },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": { replacing: ["gatewayId", "subnetId"] },
    "aws:ec2/securityGroup:SecurityGroup": { replacing: ["description", "name", "namePrefix", "vpcId"], named: 255 },
    "aws:ec2/subnet:Subnet": { replacing: ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6Native", "outpostArn", "vpcId"] },
    "aws:ec2/vpc:Vpc": { replacing: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"] },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": { replacing: ["policy", "repository"] },
    "aws:ecr/repository:Repository": { replacing: ["encryptionConfigurations", "name"], named: 256 },
    "aws:ecs/cluster:Cluster": { replacing: ["name"], named: 255 },
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": { replacing: ["clusterName"] },
    "aws:ecs/service:Service": { replacing: ["cluster", "launchType", "name", "schedulingStrategy"], named: 255 },
    "aws:ecs/taskDefinition:TaskDefinition": {
        replacing: [
            "containerDefinitions",
            "cpu",
            "ephemeralStorage",
            "executionRoleArn",
            "family",
            "ipcMode",
            "memory",
            "networkMode",
            "pidMode",
            "placementConstraints",
            "proxyConfiguration",
            "requiresCompatibilities",
            "runtimePlatform",
            "taskRoleArn",
            "volumes",
        ],
    },
    "aws:iam/role:Role": { replacing: ["name", "namePrefix", "path"], named: 64 },
    "aws:iam/rolePolicy:RolePolicy": { replacing: ["name", "namePrefix", "role"], named: 128 },
    "aws:lambda/function:Function": { replacing: ["name", "packageType"], named: 64 },
    "aws:lambda/permission:Permission": {
        replacing: ["action", "function", "functionUrlAuthType", "principal", "qualifier", "sourceAccount", "sourceArn", "statementId"],
    },
    "aws:lb/listener:Listener": { replacing: ["loadBalancerArn"] },
    "aws:lb/listenerCertificate:ListenerCertificate": { replacing: ["certificateArn", "listenerArn"] },
    "aws:lb/listenerRule:ListenerRule": { replacing: ["listenerArn"] },
    "aws:lb/loadBalancer:LoadBalancer": { replacing: ["internal", "loadBalancerType", "name", "namePrefix"], named: 32 },
    "aws:lb/targetGroup:TargetGroup": {
        replacing: ["ipAddressType", "name", "namePrefix", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
        named: 32,
    },
    "aws:route53/record:Record": { replacing: ["name", "setIdentifier", "zoneId"] },
    "aws:scheduler/schedule:Schedule": { replacing: ["groupName", "name", "namePrefix"], named: 64 },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { replacing: ["policyName"] },
    "aws:budgets/budget:Budget": { replacing: ["name", "namePrefix"], named: 100 },
    "aws:cloudwatch/dashboard:Dashboard": { replacing: ["dashboardName"] },
    "aws:cloudwatch/metricAlarm:MetricAlarm": { replacing: ["name"], named: 255 },
    "aws:sns/topic:Topic": { replacing: ["fifoTopic", "name", "namePrefix"], named: 256 },
    "aws:sns/topicPolicy:TopicPolicy": { replacing: ["arn"] },
    "aws:sns/topicSubscription:TopicSubscription": { replacing: ["endpoint", "protocol", "topic"] },
    "aws:s3/bucket:Bucket": { replacing: ["bucket", "bucketPrefix", "objectLockEnabled"] },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { replacing: ["bucket"] },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { replacing: ["bucket"] },
    "aws:s3/bucketPolicy:BucketPolicy": { replacing: ["bucket"] },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { replacing: ["bucket"] },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": { replacing: ["bucket"] },
    "aws:wafv2/ipSet:IpSet": { replacing: ["ipAddressVersion", "name", "namePrefix", "scope"], named: 128 },
    "aws:wafv2/webAcl:WebAcl": { replacing: ["name", "namePrefix", "scope"], named: 128 },
    "aws:wafv2/webAclAssociation:WebAclAssociation": { replacing: ["resourceArn", "webAclArn"] },
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": { replacing: ["resourceArn"] },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { replacing: ["securityGroupId"] },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { replacing: ["securityGroupId"] },
};
