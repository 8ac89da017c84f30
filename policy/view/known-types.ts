import { types } from "../../declared/types";

/**
 * Types that no rule has to look at: nothing that they can be asked for breaks a promise of this pack. Those of `aws:ec2` are made by awsx's Vpc.
 * Source: `vpc.ts` of pulumi-awsx.
 */
const harmless: readonly string[] = [
    "pulumi:pulumi:Stack",
    // The engine shows awsx's component, and the task definition that it is made of.
    "awsx:ecs:FargateTaskDefinition",
    "aws:appautoscaling/policy:Policy",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:lb/listenerCertificate:ListenerCertificate",
    "aws:cognito/userInGroup:UserInGroup",
    "aws:budgets/budget:Budget",
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:ec2/vpc:Vpc",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/route:Route",
    "aws:ec2/eip:Eip",
];

/** What the program's own components and Pulumi's providers begin with; what a component is made of is looked at by itself. */
const harmlessPrefixes = ["streamlit-cognito:", "pulumi:providers:"];

/** Costs and checks read `types`, too, and may add to them: test/policy/types.test.ts fails where no rule looks at one. */
const known: ReadonlySet<string> = new Set([...Object.values(types), ...harmless]);

/** Whether the pack knows what a resource of this type could break. */
export function isKnownType(type: string): boolean {
    return known.has(type) || harmlessPrefixes.some((prefix) => type.startsWith(prefix));
}
