import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CapacitySettings } from "../settings/capacity";
import type { OpeningHours } from "../settings/opening-hours";
import { closes, opens } from "./opening-times";

/** Which service runs how many tasks, and when. */
export interface ScalingArgs {
    /** Name of the service's cluster. */
    readonly clusterName: pulumi.Input<string>;
    /** Name of the service. */
    readonly serviceName: pulumi.Input<string>;
    /** Least tasks while the app is open. */
    readonly minCount: number;
    /** Most tasks. @default as many as the least: their number follows the opening hours only */
    readonly maxCount: number | undefined;
    /** Percent of the tasks' CPU that their number is to keep in use. */
    readonly targetCpu: number;
    /** When the app is open. @default always */
    readonly hours: OpeningHours | undefined;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Seconds until more tasks may be added after some were: a task is healthy within about a minute. */
const scaleOutCooldown = 60;

/** Seconds until another task may go after one went: each takes the Streamlit sessions in its memory with it. */
const scaleInCooldown = 900;

/** Minutes before the app opens, to have its tasks healthy by then. */
const head = 10;

/** Minutes after the app closes, for what is under way. */
const tail = 5;

/**
 * The number of a service's tasks over time. Source: Application Auto Scaling User Guide, "Target tracking scaling policies", "Scheduled scaling".
 */
export class Scaling extends pulumi.ComponentResource {
    readonly target: aws.appautoscaling.Target;

    constructor(
        private readonly name: string,
        private readonly args: ScalingArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:scaling:Scaling", name, {}, options);
        const { minCount, maxCount = minCount, hours } = args;
        this.target = this.createTarget(maxCount);
        if (maxCount > minCount) {
            this.createPolicy();
        }
        if (hours !== undefined) {
            const start = this.createAction("start", opens(hours, -head), hours.timezone, minCount, maxCount);
            // Application Auto Scaling refuses two changes of one target at a time.
            this.createAction("stop", closes(hours, tail), hours.timezone, 0, 0, [start]);
        }
        this.registerOutputs({ resourceId: this.target.resourceId });
    }

    private createTarget(maxCapacity: number): aws.appautoscaling.Target {
        const { clusterName, serviceName, minCount, tags } = this.args;
        return new aws.appautoscaling.Target(
            `${this.name}-count`,
            {
                serviceNamespace: "ecs",
                scalableDimension: "ecs:service:DesiredCount",
                resourceId: pulumi.interpolate`service/${clusterName}/${serviceName}`,
                minCapacity: minCount,
                maxCapacity,
                tags,
            },
            { parent: this },
        );
    }

    private createPolicy(): void {
        new aws.appautoscaling.Policy(
            `${this.name}-cpu`,
            {
                ...this.ofTarget(),
                policyType: "TargetTrackingScaling",
                targetTrackingScalingPolicyConfiguration: {
                    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
                    targetValue: this.args.targetCpu,
                    scaleOutCooldown,
                    scaleInCooldown,
                },
            },
            { parent: this },
        );
    }

    private createAction(
        what: string,
        schedule: string,
        timezone: string,
        minCapacity: number,
        maxCapacity: number,
        dependsOn: pulumi.Resource[] = [],
    ): aws.appautoscaling.ScheduledAction {
        return new aws.appautoscaling.ScheduledAction(
            `${this.name}-${what}`,
            { ...this.ofTarget(), schedule, timezone, scalableTargetAction: { minCapacity, maxCapacity } },
            { parent: this, dependsOn },
        );
    }

    private ofTarget() {
        const { serviceNamespace, scalableDimension, resourceId } = this.target;
        return { serviceNamespace, scalableDimension, resourceId };
    }
}

/** Whether the number of tasks is another one over time. */
export function isScaled({ maxCount, schedule }: Pick<CapacitySettings, "maxCount" | "schedule">): boolean {
    return maxCount !== undefined || schedule !== undefined;
}

/**
 * Leaves the number of tasks of a service to Application Auto Scaling: a deployment would set it back. For the option `transforms` of
 * `awsx.ecs.FargateService`, whose own `ignoreChanges` does not reach the service in it.
 */
export function ignoreDesiredCount({ type, props, opts }: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
    if (type !== "aws:ecs/service:Service") {
        return undefined;
    }
    return { props, opts: pulumi.mergeOptions(opts, { ignoreChanges: ["desiredCount"] }) };
}
