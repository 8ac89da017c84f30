import type * as pulumi from "@pulumi/pulumi";

/** The names by which CloudWatch knows an app. Sources: "CloudWatch metrics for your Application Load Balancer"; "Amazon ECS CloudWatch metrics". */
export interface AppMetrics {
    /** What the app's alarms are called after. */
    readonly name: string;
    /** Ends of its target groups' ARNs, from `targetgroup/` on: blue/green deployments have two, and either may be in use. */
    readonly targetGroups: readonly pulumi.Input<string>[];
    /** Name of its ECS service. */
    readonly serviceName: pulumi.Input<string>;
    /** Name of the service's cluster. */
    readonly clusterName: pulumi.Input<string>;
    /** The load balancer's client in the user pool, which counts the sign-ins. */
    readonly userPoolClientId: pulumi.Input<string>;
    /** Tasks that must run at any time. @default not watched: an app with opening hours has none while it is closed */
    readonly leastTasks: number | undefined;
}
