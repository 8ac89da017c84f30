import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ownAccount, policyDocument } from "../iam";
import type { AppMetrics } from "./app-metrics";

/** Whom alarms tell, and of what. */
export interface AlarmsArgs {
    /** Address that mails go to, once its owner has followed the link in the first one. */
    readonly email: string;
    /** USD that the whole AWS account may cost a month. @default no budget */
    readonly monthlyBudget: number | undefined;
    /** End of the load balancer's ARN, from `app/` on. */
    readonly loadBalancer: pulumi.Input<string>;
    /** Every app behind it. */
    readonly apps: readonly AppMetrics[];
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** What one alarm looks at. */
type Watch = Pick<
    aws.cloudwatch.MetricAlarmArgs,
    | "alarmDescription"
    | "namespace"
    | "metricName"
    | "dimensions"
    | "statistic"
    | "extendedStatistic"
    | "comparisonOperator"
    | "threshold"
    | "period"
    | "evaluationPeriods"
    | "treatMissingData"
    | "evaluateLowSampleCountPercentiles"
>;

/** Minutes in a row that something must last: a deployment takes less. */
const minutes = 5;

/** Mails when an app is ill, when the load balancer is, and when the account costs too much. */
export class Alarms extends pulumi.ComponentResource {
    readonly topic: aws.sns.Topic;

    constructor(
        private readonly name: string,
        private readonly args: AlarmsArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:alarms:Alarms", name, {}, options);
        this.topic = this.createTopic();
        this.createAlarm(`${name}-load-balancer-errors`, {
            alarmDescription: "The load balancer itself answers with errors: no healthy task, or the login fails.",
            ...sumOfErrors("HTTPCode_ELB_5XX_Count", { LoadBalancer: args.loadBalancer }),
        });
        for (const app of args.apps) {
            for (const [what, watch] of Object.entries(watchesOf(app, args.loadBalancer))) {
                this.createAlarm(`${app.name}-${what}`, watch);
            }
        }
        if (args.monthlyBudget !== undefined) {
            this.createBudget(args.monthlyBudget);
        }
        this.registerOutputs({ topicArn: this.topic.arn });
    }

    /**
     * Without a key of one's own, which costs 1 USD a month: CloudWatch cannot publish to a topic under AWS's key, and a message has names and
     * figures only. Source: Amazon SNS Developer Guide, "Managing Amazon SNS encryption keys and costs".
     */
    private createTopic(): aws.sns.Topic {
        const topic = new aws.sns.Topic(`${this.name}-alarms`, { tags: this.args.tags }, { parent: this });
        const policy = policyDocument({
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { StringEquals: { "aws:SourceAccount": ownAccount(this) } },
        });
        new aws.sns.TopicPolicy(`${this.name}-alarms`, { arn: topic.arn, policy }, { parent: this });
        new aws.sns.TopicSubscription(
            `${this.name}-alarms`,
            { topic: topic.arn, protocol: "email", endpoint: this.args.email },
            { parent: this },
        );
        return topic;
    }

    /** Tells when it begins and when it is over. */
    private createAlarm(name: string, watch: Watch): void {
        const actions = [this.topic.arn];
        const { tags } = this.args;
        new aws.cloudwatch.MetricAlarm(name, { ...watch, alarmActions: actions, okActions: actions, tags }, { parent: this });
    }

    /** Of the whole account: a budget by tags counts nothing until the owner has activated these for billing. */
    private createBudget(amount: number): void {
        const notification = (notificationType: string, threshold: number) => ({
            comparisonOperator: "GREATER_THAN",
            notificationType,
            threshold,
            thresholdType: "PERCENTAGE",
            subscriberEmailAddresses: [this.args.email],
        });
        new aws.budgets.Budget(
            `${this.name}-month`,
            {
                budgetType: "COST",
                limitAmount: String(amount),
                limitUnit: "USD",
                timeUnit: "MONTHLY",
                notifications: [notification("ACTUAL", 80), notification("ACTUAL", 100), notification("FORECASTED", 100)],
                tags: this.args.tags,
            },
            { parent: this },
        );
    }
}

function sumOfErrors(metricName: string, dimensions: Watch["dimensions"]): Watch {
    return {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions,
        statistic: "Sum",
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 5,
        period: 300,
        evaluationPeriods: 1,
        // Nobody asked, or nothing failed.
        treatMissingData: "notBreaching",
    };
}

/** What may be wrong with an app, by what the alarm is called. */
function watchesOf(app: AppMetrics, loadBalancer: pulumi.Input<string>): Readonly<Record<string, Watch>> {
    const ofTargets = app.targetGroups.flatMap((targetGroup, index) => {
        const watches = Object.entries(targetWatches({ LoadBalancer: loadBalancer, TargetGroup: targetGroup }));
        return watches.map(([what, watch]) => [index === 0 ? what : `${what}-green`, watch] as const);
    });
    return { ...Object.fromEntries(ofTargets), ...serviceWatches(app) };
}

/** Where there is no figure, nobody asked, or no task runs: nothing is wrong. */
const quiet = { treatMissingData: "notBreaching" };

/** So long that no deployment sets it off. */
const lasting = { period: 60, evaluationPeriods: minutes };

function targetWatches(dimensions: Watch["dimensions"]): Readonly<Record<string, Watch>> {
    const targets = { namespace: "AWS/ApplicationELB", dimensions };
    return {
        unhealthy: {
            alarmDescription: "A task does not answer its health check.",
            ...targets,
            ...lasting,
            ...quiet,
            metricName: "UnHealthyHostCount",
            statistic: "Maximum",
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
        },
        errors: {
            ...sumOfErrors("HTTPCode_Target_5XX_Count", dimensions),
            alarmDescription: "The app answers with errors.",
        },
        // Of pages and files; what a script takes over its websocket is no response.
        slow: {
            alarmDescription: "One response in twenty takes longer than 3 seconds.",
            ...targets,
            ...quiet,
            metricName: "TargetResponseTime",
            extendedStatistic: "p95",
            evaluateLowSampleCountPercentiles: "ignore",
            comparisonOperator: "GreaterThanThreshold",
            threshold: 3,
            period: 300,
            evaluationPeriods: 3,
        },
    };
}

function serviceWatches({ serviceName, clusterName, leastTasks }: AppMetrics): Readonly<Record<string, Watch>> {
    const service = { namespace: "AWS/ECS", dimensions: { ClusterName: clusterName, ServiceName: serviceName } };
    const high = { ...quiet, statistic: "Average", comparisonOperator: "GreaterThanThreshold", period: 300, evaluationPeriods: 3 };
    return {
        cpu: {
            alarmDescription: "The tasks' CPU is in use nearly all the time.",
            ...service,
            metricName: "CPUUtilization",
            ...high,
            threshold: 80,
        },
        memory: {
            alarmDescription: "The tasks' memory is nearly full.",
            ...service,
            metricName: "MemoryUtilization",
            ...high,
            threshold: 85,
        },
        // Each running task sends one figure a minute. Source: "Amazon ECS service utilization metrics", RUNNING task count.
        ...(leastTasks === undefined
            ? {}
            : {
                  running: {
                      alarmDescription: `Fewer than ${leastTasks} tasks run.`,
                      ...service,
                      ...lasting,
                      evaluationPeriods: 2 * minutes,
                      metricName: "CPUUtilization",
                      statistic: "SampleCount",
                      comparisonOperator: "LessThanThreshold",
                      threshold: leastTasks,
                      treatMissingData: "breaching",
                  },
              }),
    };
}
