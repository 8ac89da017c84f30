import { capacityChanges } from "./changes-capacity";
import type { Operation } from "./operations";

/** One change of the stack's configuration, and all that the engine may do for it. */
export interface Change {
    readonly setting: string;
    readonly value: string;
    /** Whether the value is kept encrypted. @default false */
    readonly secret?: boolean;
    /** Whether the policies are asked about what is deployed then. @default false */
    readonly policies?: boolean;
    /** `waits`: nothing is done before the next change, without which this one is refused. */
    readonly operations: readonly Operation[] | "waits";
}

/** A new revision of the task definition, and the service that takes it. */
const redeploy: readonly Operation[] = [
    "replace aws:ecs/taskDefinition:TaskDefinition streamlit",
    "update aws:ecs/service:Service streamlit",
];

const rules = (...names: string[]): Operation[] => names.map((name) => `update aws:lb/listenerRule:ListenerRule streamlit-${name}`);

const pool = "update aws:cognito/userPool:UserPool streamlit-users";

/** People come, change and go, and nothing else does. */
const people: readonly Change[] = [
    {
        setting: "users",
        value: '{"ada":{"email":"ada@example.com","groups":["analysts"]},"bob":{"email":"bob@example.com"}}',
        operations: [
            "create aws:cognito/user:User streamlit-ada",
            "create aws:cognito/user:User streamlit-bob",
            "create aws:cognito/userInGroup:UserInGroup streamlit-ada/analysts",
            "create streamlit-cognito:people:People streamlit",
        ],
    },
    {
        setting: "users",
        value: '{"ada":{"email":"ada@example.com","enabled":false},"Bob":{"email":"bob@example.com"}}',
        operations: [
            "delete aws:cognito/userInGroup:UserInGroup streamlit-ada/analysts",
            "replace aws:cognito/user:User streamlit-bob",
            "update aws:cognito/user:User streamlit-ada",
        ],
    },
    {
        setting: "users",
        value: "",
        operations: [
            "delete aws:cognito/user:User streamlit-ada",
            "delete aws:cognito/user:User streamlit-bob",
            "delete streamlit-cognito:people:People streamlit",
        ],
    },
    { setting: "mfa", value: "required", operations: [pool] },
    {
        setting: "smsMfa",
        value: "true",
        operations: [
            pool,
            "create aws:iam/role:Role streamlit-text-messages",
            "create aws:iam/rolePolicy:RolePolicy streamlit-text-messages",
            "create streamlit-cognito:text-messages:TextMessages streamlit",
        ],
    },
    {
        setting: "smsMfa",
        value: "false",
        operations: [
            pool,
            "delete aws:iam/role:Role streamlit-text-messages",
            "delete aws:iam/rolePolicy:RolePolicy streamlit-text-messages",
            "delete streamlit-cognito:text-messages:TextMessages streamlit",
        ],
    },
    { setting: "invitationLanguage", value: "ja", operations: [pool] },
    { setting: "invitationLanguage", value: "", operations: [pool] },
    { setting: "invitation", value: '{"subject":"Welcome","message":"{url}: {username}, {####}"}', operations: [pool] },
];
const providers = (issuer: string): string => JSON.stringify({ Company: { type: "oidc", clientId: "app", issuer } });

/** In this order, each from where the one before left the stack. */
export const changes: readonly Change[] = [
    { setting: "desiredCount", value: "3", operations: ["update aws:ecs/service:Service streamlit"] },
    { setting: "logRetentionDays", value: "60", operations: ["update aws:cloudwatch/logGroup:LogGroup streamlit-logs"] },
    { setting: "memory", value: "1024", operations: redeploy },
    { setting: "cpu", value: "512", operations: redeploy },
    {
        setting: "sessionTimeout",
        value: "3600",
        operations: [
            ...redeploy,
            ...rules("machine", "page"),
            "update aws:cognito/userPoolClient:UserPoolClient streamlit-load-balancer",
            "update aws:lb/targetGroup:TargetGroup streamlit-tasks",
        ],
    },
    {
        setting: "groups",
        value: '{"analysts":["pages/reports.py"]}',
        operations: [...redeploy, "create aws:cognito/userGroup:UserGroup streamlit-analysts"],
    },
    ...people,
    { setting: "exec", value: "true", operations: [...redeploy, "create aws:iam/rolePolicy:RolePolicy streamlit-task-exec"] },
    { setting: "app", value: "./other-app", operations: [...redeploy, "update docker:index/image:Image streamlit-app-image"] },
    {
        setting: "architecture",
        value: "arm64",
        operations: [
            ...redeploy,
            "update docker:index/image:Image streamlit-app-image",
            "update docker:index/image:Image streamlit-app-server",
        ],
    },
    {
        setting: "availabilityZones",
        value: "3",
        operations: [
            "create aws:ec2/route:Route streamlit-vpc-public-3",
            "create aws:ec2/routeTable:RouteTable streamlit-vpc-public-3",
            "create aws:ec2/routeTableAssociation:RouteTableAssociation streamlit-vpc-public-3",
            "create aws:ec2/subnet:Subnet streamlit-vpc-public-3",
            "update aws:ecs/service:Service streamlit",
            "update aws:lb/loadBalancer:LoadBalancer streamlit",
        ],
    },
    {
        setting: "domain",
        value: "app.example.com",
        operations: [
            ...redeploy,
            ...rules("machine", "page", "signed-out"),
            "replace aws:acm/certificate:Certificate streamlit-certificate",
            "replace aws:acm/certificateValidation:CertificateValidation streamlit-certificate-issued",
            "replace aws:cognito/userPoolDomain:UserPoolDomain streamlit-login",
            "replace aws:route53/record:Record streamlit-alias",
            "replace aws:route53/record:Record streamlit-certificate-validation",
            "update aws:cognito/userPoolClient:UserPoolClient streamlit-load-balancer",
            "update aws:lb/listener:Listener streamlit-http",
            "update aws:lb/listener:Listener streamlit-https",
        ],
    },
    {
        setting: "hostedZone",
        value: "app.example.com",
        operations: [
            "replace aws:route53/record:Record streamlit-alias",
            "replace aws:route53/record:Record streamlit-certificate-validation",
        ],
    },
    {
        setting: "loginPrefix",
        value: "my-team-login",
        operations: [...redeploy, ...rules("machine", "page"), "replace aws:cognito/userPoolDomain:UserPoolDomain streamlit-login"],
    },
    {
        setting: "certificateArn",
        value: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        operations: [
            "delete aws:acm/certificate:Certificate streamlit-certificate",
            "delete aws:acm/certificateValidation:CertificateValidation streamlit-certificate-issued",
            "delete aws:route53/record:Record streamlit-certificate-validation",
            "delete streamlit-cognito:load-balancer:Certificate streamlit-certificate",
            "update aws:lb/listener:Listener streamlit-https",
        ],
    },
    // The three are refused one without the others: the first two wait for the third.
    { setting: "identityProviderSecrets", value: '{"Company":"hush"}', secret: true, operations: "waits" },
    { setting: "allowedPeople", value: '["example.com"]', operations: "waits" },
    {
        setting: "identityProviders",
        value: providers("https://login.example.com"),
        operations: [
            "create aws:cloudwatch/logGroup:LogGroup streamlit-allowed-people-logs",
            "create aws:cognito/identityProvider:IdentityProvider streamlit-identity-Company",
            "create aws:iam/role:Role streamlit-allowed-people",
            "create aws:iam/rolePolicy:RolePolicy streamlit-allowed-people",
            "create aws:lambda/function:Function streamlit-allowed-people",
            "create aws:lambda/permission:Permission streamlit-identity-trigger",
            "create streamlit-cognito:auth:AllowedPeople streamlit-allowed-people",
            "create streamlit-cognito:auth:IdentityProviders streamlit-identity",
            "update aws:cognito/userPool:UserPool streamlit-users",
            "update aws:cognito/userPoolClient:UserPoolClient streamlit-load-balancer",
        ],
    },
    {
        setting: "identityProviders",
        value: providers("https://login.example.org"),
        operations: ["update aws:cognito/identityProvider:IdentityProvider streamlit-identity-Company"],
    },
    {
        setting: "identityProviderSecrets",
        value: '{"Company":"newer"}',
        secret: true,
        operations: ["update aws:cognito/identityProvider:IdentityProvider streamlit-identity-Company"],
    },
    {
        setting: "allowedPeople",
        value: '["example.org"]',
        operations: ["update aws:lambda/function:Function streamlit-allowed-people"],
    },
    {
        setting: "allowedCidrs",
        value: '["203.0.113.0/24"]',
        operations: [80, 443].flatMap((port): Operation[] => [
            `create aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule streamlit-load-balancer-in-${port}-203.0.113.0-24`,
            `delete aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule streamlit-load-balancer-in-${port}`,
        ]),
    },
    ...capacityChanges,
    {
        setting: "apps",
        value: '{"reports":{"host":"reports.app.example.com","folder":"./app","groups":["analysts"]}}',
        // Nothing of the main app, and nothing that all apps share, is touched.
        operations: [
            "create aws:acm/certificate:Certificate reports-certificate",
            "create aws:acm/certificateValidation:CertificateValidation reports-certificate-issued",
            "create aws:cloudwatch/logGroup:LogGroup reports-logs",
            "create aws:cognito/userPoolClient:UserPoolClient reports-load-balancer",
            "create aws:ecr/lifecyclePolicy:LifecyclePolicy reports-app-lifecycle",
            "create aws:ecr/repository:Repository reports-app",
            "create aws:ecs/service:Service reports",
            "create aws:ecs/taskDefinition:TaskDefinition reports",
            "create aws:iam/role:Role reports-execution",
            "create aws:iam/role:Role reports-task",
            "create aws:iam/rolePolicy:RolePolicy reports-execution",
            "create aws:lb/listenerCertificate:ListenerCertificate reports-certificate",
            "create aws:lb/listenerRule:ListenerRule reports-http",
            "create aws:lb/listenerRule:ListenerRule reports-machine",
            "create aws:lb/listenerRule:ListenerRule reports-page",
            "create aws:lb/listenerRule:ListenerRule reports-signed-out",
            "create aws:lb/targetGroup:TargetGroup reports-tasks",
            "create aws:route53/record:Record reports-alias",
            "create aws:route53/record:Record reports-certificate-validation",
            "create awsx:ecs:FargateService reports",
            "create docker:index/image:Image reports-app-image",
            "create docker:index/image:Image reports-app-server",
            "create streamlit-cognito:app:App reports",
            "create streamlit-cognito:app:FurtherApp reports",
            "create streamlit-cognito:auth:Client reports",
            "create streamlit-cognito:image:Image reports-app",
            "create streamlit-cognito:load-balancer:Certificate reports-certificate",
            "create streamlit-cognito:load-balancer:Host reports",
            "create streamlit-cognito:service:Roles reports",
            "create streamlit-cognito:service:Service reports",
        ],
    },
    {
        setting: "accessLogs",
        value: "true",
        operations: [
            "create aws:s3/bucket:Bucket streamlit-access-logs",
            "create aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration streamlit-access-logs",
            "create aws:s3/bucketOwnershipControls:BucketOwnershipControls streamlit-access-logs",
            "create aws:s3/bucketPolicy:BucketPolicy streamlit-access-logs",
            "create aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock streamlit-access-logs",
            "create aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration streamlit-access-logs",
            "create streamlit-cognito:access-logs:AccessLogs streamlit",
            "update aws:lb/loadBalancer:LoadBalancer streamlit",
        ],
    },
    {
        setting: "accessLogDays",
        value: "90",
        operations: ["update aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration streamlit-access-logs"],
    },
    {
        setting: "waf",
        value: "true",
        operations: [
            "create aws:cloudwatch/logGroup:LogGroup aws-waf-logs-streamlit",
            "create aws:cloudwatch/logResourcePolicy:LogResourcePolicy streamlit-waf",
            "create aws:wafv2/webAcl:WebAcl streamlit-waf",
            "create aws:wafv2/webAclAssociation:WebAclAssociation streamlit-waf",
            "create aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration streamlit-waf",
            "create streamlit-cognito:waf:Waf streamlit",
        ],
    },
    { setting: "wafRateLimit", value: "500", operations: ["update aws:wafv2/webAcl:WebAcl streamlit-waf"] },
    ...["allowed", "blocked"].map((what): Change => ({
        setting: what === "allowed" ? "wafAllowedIps" : "wafBlockedIps",
        value: '["203.0.113.0/24"]',
        operations: [`create aws:wafv2/ipSet:IpSet streamlit-${what}-addresses`, "update aws:wafv2/webAcl:WebAcl streamlit-waf"],
    })),
    {
        setting: "alarmEmail",
        value: "ada@example.com",
        operations: [
            ...["streamlit", "reports"].flatMap((app) =>
                ["cpu", "errors", "memory", "running", "slow", "unhealthy"].map(
                    (what): Operation => `create aws:cloudwatch/metricAlarm:MetricAlarm ${app}-${what}`,
                ),
            ),
            "create aws:cloudwatch/metricAlarm:MetricAlarm streamlit-load-balancer-errors",
            "create aws:sns/topic:Topic streamlit-alarms",
            "create aws:sns/topicPolicy:TopicPolicy streamlit-alarms",
            "create aws:sns/topicSubscription:TopicSubscription streamlit-alarms",
            "create streamlit-cognito:alarms:Alarms streamlit",
        ],
    },
    { setting: "monthlyBudget", value: "50", operations: ["create aws:budgets/budget:Budget streamlit-month"] },
    {
        setting: "dashboard",
        value: "true",
        operations: [
            "create aws:cloudwatch/dashboard:Dashboard streamlit-dashboard",
            "create streamlit-cognito:dashboard:Dashboard streamlit",
        ],
    },
    // The last: a stack with it cannot be destroyed.
    {
        setting: "deletionProtection",
        value: "true",
        operations: ["update aws:cognito/userPool:UserPool streamlit-users", "update aws:lb/loadBalancer:LoadBalancer streamlit"],
    },
];
