import type { DeclaredResource, DeclaredStack } from "../declared";
import type { Refusals } from "./refusals";

/** Read by the plan. */
const served: ReadonlySet<string> = new Set([
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/listener:Listener",
    "aws:lb/listenerRule:ListenerRule",
    "aws:lb/targetGroup:TargetGroup",
    "aws:cognito/userPool:UserPool",
    "aws:cognito/userPoolClient:UserPoolClient",
    "aws:cognito/userPoolDomain:UserPoolDomain",
    "aws:cognito/userPoolUICustomization:UserPoolUICustomization",
    "aws:cognito/identityProvider:IdentityProvider",
    "aws:cognito/userGroup:UserGroup",
    "aws:cognito/user:User",
    "aws:cognito/userInGroup:UserInGroup",
    "aws:lambda/function:Function",
    "aws:lambda/permission:Permission",
    "awsx:ecs:FargateService",
    "aws:scheduler/schedule:Schedule",
    "docker:index/image:Image",
]);

/**
 * Resources that make no difference to what a request to one machine sees: the network around it, names and certificates (replaced
 * by local ones), the registry, permissions, logs and alarms.
 */
const withoutDifference: ReadonlySet<string> = new Set([
    "pulumi:pulumi:Stack",
    "awsx:ec2:Vpc",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ec2/flowLog:FlowLog",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    // The local certificate has a name for each host, so that every name that a client asks for (SNI) is in it.
    "aws:lb/listenerCertificate:ListenerCertificate",
    "aws:ecs/cluster:Cluster",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "aws:route53/record:Record",
    "aws:route53/zone:Zone",
    "aws:budgets/budget:Budget",
    "aws:resourcegroups/group:Group",
    "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration",
]);

/** The same for every resource of these modules. */
const modulesWithoutDifference = ["pulumi:providers:", "aws:acm/", "aws:ecr/", "aws:iam/", "aws:cloudwatch/", "aws:s3/", "aws:sns/"];

/** Types that AWS acts on and the local run does not, with what a line at the start says of each such resource. */
const leftOut: Readonly<Record<string, string>> = {
    "aws:wafv2/webAcl:WebAcl": "a firewall (WAF): nothing is refused by its rules, its lists of addresses or its rate",
    "aws:appautoscaling/target:Target": "autoscaling: the number of tasks stays what it is at the start",
};

/** What belongs to those, and says nothing by itself. */
const ofLeftOut: ReadonlySet<string> = new Set([
    "aws:appautoscaling/policy:Policy",
    "aws:appautoscaling/scheduledAction:ScheduledAction",
    "aws:wafv2/ipSet:IpSet",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
]);

/** Why some types that a program of this kind may declare are not served. */
const reasons: Readonly<Record<string, string>> = {
    "aws:ecs/service:Service": "only services declared with awsx.ecs.FargateService are served here",
};

/**
 * Refuses every resource of a type that is neither served nor known to make no difference: what is not known might
 * change what a request sees.
 */
export function refuseUnknownTypes(stack: DeclaredStack, refusals: Refusals): void {
    for (const resource of stack.resources) {
        if (!served.has(resource.type) && !isLeftOut(resource.type) && !makesNoDifference(resource, stack.project)) {
            refusals.refuse(resource, "the resource", reasons[resource.type] ?? "the local run does not know this type of resource");
        }
    }
}

/** Lines that say what of the stack is left out, by the resources' names. */
export function leftOutOf(stack: DeclaredStack): string[] {
    return stack.resources.flatMap(({ name, type }) =>
        leftOut[type] === undefined ? [] : [`Not served here: ${name}, ${leftOut[type]}.`],
    );
}

function isLeftOut(type: string): boolean {
    return type in leftOut || ofLeftOut.has(type);
}

function makesNoDifference(resource: DeclaredResource, project: string): boolean {
    // The program's own components do nothing themselves: what they are made of is declared, too.
    const ownComponent = !resource.custom && resource.type.startsWith(`${project}:`);
    return (
        ownComponent || withoutDifference.has(resource.type) || modulesWithoutDifference.some((module) => resource.type.startsWith(module))
    );
}
