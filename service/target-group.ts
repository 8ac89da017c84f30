import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where an app's tasks are, and how they are let go. */
export interface TargetGroupArgs {
    /** VPC of the tasks. */
    readonly vpcId: pulumi.Input<string>;
    /** The port that they listen on. */
    readonly port: number;
    /** Seconds that a task which is to end keeps its open connections. */
    readonly drain: number;
    /** Seconds from sign-in to the next one. */
    readonly sessionTimeout: number;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** The tasks of one app, or of one version of it, as the load balancer sees them. */
export function createTargetGroup(name: string, args: TargetGroupArgs, parent: pulumi.Resource): aws.lb.TargetGroup {
    const { drain, port, sessionTimeout, tags, vpcId } = args;
    return new aws.lb.TargetGroup(
        name,
        {
            vpcId,
            targetType: "ip",
            protocol: "HTTP",
            port,
            deregistrationDelay: drain,
            // A session lives in one task's memory: without stickiness, uploads and reconnections reach another.
            stickiness: { enabled: true, type: "lb_cookie", cookieDuration: sessionTimeout },
            healthCheck: {
                path: "/_stcore/health",
                protocol: "HTTP",
                matcher: "200",
                interval: 10,
                timeout: 5,
                healthyThreshold: 2,
                unhealthyThreshold: 3,
            },
            tags,
        },
        { parent },
    );
}
