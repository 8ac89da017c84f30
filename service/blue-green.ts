import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trust } from "../iam";

/**
 * What a service is told that is not blue/green. Said, although it is what ECS does by itself: the provider takes what is left out for
 * no change, and a service that was blue/green would stay so, with an alarm that is gone.
 */
export const rolling = {
    deploymentConfiguration: { strategy: "ROLLING" },
    alarms: { enable: false, rollback: false, alarmNames: [] },
};

/** What a blue/green deployment shifts, and what it looks at. */
export interface BlueGreenArgs {
    /** The load balancer, whose metrics the alarm reads. */
    readonly loadBalancerArnSuffix: pulumi.Input<string>;
    /** The two target groups that take turns. */
    readonly targetGroups: readonly aws.lb.TargetGroup[];
    /** The only listener rule that sends requests to them. */
    readonly productionRuleArn: pulumi.Input<string>;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Answers of status 5xx from tasks within a minute that end a deployment: one may be an accident. */
const tooManyErrors = 5;

/**
 * What ECS needs to shift requests from the running version's target group to the new one's, and to notice that it must shift them back.
 *
 * Source: ECS Developer Guide, "Amazon ECS blue/green deployments".
 */
export class BlueGreen extends pulumi.ComponentResource {
    /** Role with which ECS changes the rule. Known once the role may, and given up before it no longer may. */
    readonly roleArn: pulumi.Output<string>;
    /** Goes off when the app's tasks answer with errors. */
    readonly alarm: aws.cloudwatch.MetricAlarm;

    constructor(
        private readonly name: string,
        private readonly args: BlueGreenArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:blue-green:BlueGreen", name, {}, options);
        this.roleArn = this.createRole();
        this.alarm = this.createAlarm();
        this.registerOutputs({ roleArn: this.roleArn, alarm: this.alarm.name });
    }

    /** Only this account's ECS may take the role, and only to turn this app's rule. Source: "Amazon ECS infrastructure IAM role for load balancers". */
    private createRole(): pulumi.Output<string> {
        const role = new aws.iam.Role(
            `${this.name}-role`,
            { assumeRolePolicy: trust("ecs.amazonaws.com", this), tags: this.args.tags },
            { parent: this },
        );
        const policy = new aws.iam.RolePolicy(
            `${this.name}-policy`,
            { role: role.name, policy: policyDocument(...this.statements()) },
            { parent: this },
        );
        return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
    }

    private statements(): readonly object[] {
        return [
            {
                Effect: "Allow",
                Action: [
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTargetGroups",
                    "elasticloadbalancing:DescribeTargetHealth",
                ],
                // They take no narrower resource. Source: Service Authorization Reference, Elastic Load Balancing V2.
                Resource: "*",
            },
            {
                Effect: "Allow",
                Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
                Resource: this.args.targetGroups.map(({ arn }) => arn),
            },
            { Effect: "Allow", Action: "elasticloadbalancing:ModifyRule", Resource: this.args.productionRuleArn },
        ];
    }

    /** Both target groups together: either may be the one that serves. */
    private createAlarm(): aws.cloudwatch.MetricAlarm {
        const { loadBalancerArnSuffix, tags, targetGroups } = this.args;
        const errors = targetGroups.map(({ arnSuffix }, index) => ({
            id: `errors${index}`,
            metric: {
                namespace: "AWS/ApplicationELB",
                metricName: "HTTPCode_Target_5XX_Count",
                dimensions: { LoadBalancer: loadBalancerArnSuffix, TargetGroup: arnSuffix },
                stat: "Sum",
                period: 60,
            },
        }));
        // Without errors, the metric has no value at all.
        const sum = errors.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
        return new aws.cloudwatch.MetricAlarm(
            `${this.name}-errors`,
            {
                alarmDescription: "The app's tasks answer with errors: a deployment that is under way is rolled back.",
                comparisonOperator: "GreaterThanOrEqualToThreshold",
                threshold: tooManyErrors,
                evaluationPeriods: 1,
                treatMissingData: "notBreaching",
                metricQueries: [...errors, { id: "errors", expression: sum, label: "Errors of the app", returnData: true }],
                tags,
            },
            { parent: this },
        );
    }
}
