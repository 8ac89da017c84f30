import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { devTags, inputsByName, output, types } from "./support/resources";

const config = { alarmEmail: "ada@example.com", monthlyBudget: "50", dashboard: "true", desiredCount: "2" };

describe("alarms", () => {
    let stack: DeclaredStack;
    let topic: unknown;
    before(async () => {
        stack = await declare({ config });
        topic = output(stack, types.topic, "arn");
    });

    it("mail one address, and CloudWatch of this account alone may say so", () => {
        assert.deepEqual(inputsByName(stack, types.topic), { "streamlit-alarms": { tags: devTags } });
        assert.deepEqual(stack.one(types.topicSubscription).inputs, { topic, protocol: "email", endpoint: "ada@example.com" });
        const { arn, policy } = stack.one(types.topicPolicy).inputs;
        assert.equal(arn, topic);
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "cloudwatch.amazonaws.com" },
                    Action: "sns:Publish",
                    Resource: topic,
                    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                },
            ],
        });
    });

    it("watch this of the load balancer and the app, and tell when it begins and when it is over", () => {
        const alarms = Object.values(inputsByName(stack, types.metricAlarm));
        for (const { actionsEnabled, alarmActions, okActions, tags } of alarms) {
            assert.deepEqual([actionsEnabled, alarmActions, okActions, tags], [undefined, [topic], [topic], devTags]);
        }
        const shown = Object.entries(inputsByName(stack, types.metricAlarm)).map(([name, alarm]) =>
            [
                name,
                alarm["namespace"],
                alarm["metricName"],
                alarm["statistic"] ?? alarm["extendedStatistic"],
                alarm["comparisonOperator"],
                alarm["threshold"],
                `${String(alarm["evaluationPeriods"])}x${String(alarm["period"])}`,
                alarm["treatMissingData"],
            ].join(" "),
        );
        assert.deepEqual(shown.sort(), [
            "streamlit-cpu AWS/ECS CPUUtilization Average GreaterThanThreshold 80 3x300 notBreaching",
            "streamlit-errors AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum GreaterThanOrEqualToThreshold 5 1x300 notBreaching",
            "streamlit-load-balancer-errors AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum GreaterThanOrEqualToThreshold 5 1x300 notBreaching",
            "streamlit-memory AWS/ECS MemoryUtilization Average GreaterThanThreshold 85 3x300 notBreaching",
            "streamlit-running AWS/ECS CPUUtilization SampleCount LessThanThreshold 2 10x60 breaching",
            "streamlit-slow AWS/ApplicationELB TargetResponseTime p95 GreaterThanThreshold 3 3x300 notBreaching",
            "streamlit-unhealthy AWS/ApplicationELB UnHealthyHostCount Maximum GreaterThanThreshold 0 5x60 notBreaching",
        ]);
    });

    it("look at this load balancer, target group and service", () => {
        const balancer = { LoadBalancer: output(stack, types.loadBalancer, "arnSuffix") };
        const target = { ...balancer, TargetGroup: output(stack, types.targetGroup, "arnSuffix") };
        const service = { ClusterName: output(stack, types.cluster, "name"), ServiceName: "streamlit" };
        for (const [name, alarm] of Object.entries(inputsByName(stack, types.metricAlarm))) {
            const expected = name === "streamlit-load-balancer-errors" ? balancer : alarm["namespace"] === "AWS/ECS" ? service : target;
            assert.deepEqual(alarm["dimensions"], expected, name);
        }
    });

    it("watch both target groups that a blue/green deployment takes turns with", async () => {
        const blueGreen = await declare({ config: { alarmEmail: "ada@example.com", dashboard: "true", deployment: "blueGreen" } });
        const alarms = inputsByName(blueGreen, types.metricAlarm);
        for (const what of ["unhealthy", "errors", "slow"]) {
            const [blue, green] = [alarms[`streamlit-${what}`]!, alarms[`streamlit-${what}-green`]!];
            const { LoadBalancer } = blue["dimensions"] as Record<string, unknown>;
            const TargetGroup = output(blueGreen, types.targetGroup, "arnSuffix", "streamlit-green");
            assert.deepEqual(green, { ...blue, dimensions: { LoadBalancer, TargetGroup } });
        }
        const { dashboardBody } = blueGreen.one(types.dashboard).inputs;
        for (const name of ["streamlit-tasks", "streamlit-green"]) {
            assert.ok(String(dashboardBody).includes(JSON.stringify(output(blueGreen, types.targetGroup, "arnSuffix", name))), name);
        }
    });

    it("do not count the tasks of an app that is closed at night", async () => {
        const schedule = '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}';
        const closed = await declare({ config: { alarmEmail: "ada@example.com", schedule } });
        assert.equal(closed.ofType(types.metricAlarm).filter(({ name }) => name === "streamlit-running").length, 0);
    });

    it("tell what the account costs, before and after it costs as much", () => {
        const notification = (notificationType: string, threshold: number) => ({
            comparisonOperator: "GREATER_THAN",
            notificationType,
            threshold,
            thresholdType: "PERCENTAGE",
            subscriberEmailAddresses: ["ada@example.com"],
        });
        assert.deepEqual(stack.one(types.budget).inputs, {
            budgetType: "COST",
            limitAmount: "50",
            limitUnit: "USD",
            timeUnit: "MONTHLY",
            notifications: [notification("ACTUAL", 80), notification("ACTUAL", 100), notification("FORECASTED", 100)],
            tags: devTags,
        });
    });
});

describe("dashboard", () => {
    it("shows requests, answers, tasks, load and sign-ins, in the stack's region, none over another", async () => {
        const stack = await declare({ config });
        const { dashboardName, dashboardBody } = stack.one(types.dashboard).inputs;
        assert.equal(dashboardName, output(stack, types.cluster, "name"));
        const { widgets } = JSON.parse(String(dashboardBody)) as {
            widgets: { type: string; x: number; y: number; width: number; height: number; properties: Record<string, unknown> }[];
        };
        assert.deepEqual(
            widgets.map(({ x, y, properties: { title, region } }) => [x, y, title, region]),
            [
                [0, 0, "streamlit: requests", "us-east-1"],
                [8, 0, "streamlit: seconds to answer", "us-east-1"],
                [16, 0, "streamlit: tasks", "us-east-1"],
                [0, 6, "streamlit: CPU and memory", "us-east-1"],
                [8, 6, "streamlit: sign-ins", "us-east-1"],
            ],
        );
        for (const { type, width, height, properties } of widgets) {
            assert.deepEqual([type, width, height, properties["view"], properties["period"]], ["metric", 8, 6, "timeSeries", 300]);
        }
        const pool = ["UserPool", stack.one(types.userPool).id, "UserPoolClient", stack.one(types.userPoolClient).id, { stat: "Sum" }];
        assert.deepEqual(widgets[4]!.properties["metrics"], [
            ["AWS/Cognito", "SignInSuccesses", ...pool],
            ["AWS/Cognito", "TokenRefreshSuccesses", ...pool],
        ]);
        const target = [
            ...["LoadBalancer", output(stack, types.loadBalancer, "arnSuffix")],
            ...["TargetGroup", output(stack, types.targetGroup, "arnSuffix")],
        ];
        assert.deepEqual((widgets[0]!.properties["metrics"] as unknown[])[0], [
            "AWS/ApplicationELB",
            "RequestCount",
            ...target,
            { stat: "Sum" },
        ]);
    });
});

describe("alarms of several apps", () => {
    it("are each app's own, with its own number of tasks, and one of the load balancer that they share", async () => {
        const apps = '{"reports":{"host":"reports.example.com","folder":"./samples/explorer","desiredCount":3}}';
        const stack = await declare({ config: { alarmEmail: "ada@example.com", apps } });
        const alarms = inputsByName(stack, types.metricAlarm);
        assert.equal(Object.keys(alarms).length, 13);
        assert.equal(alarms["streamlit-running"]!["threshold"], 1);
        assert.equal(alarms["reports-running"]!["threshold"], 3);
        assert.deepEqual(
            (alarms["reports-slow"]!["dimensions"] as Record<string, unknown>)["TargetGroup"],
            output(stack, types.targetGroup, "arnSuffix", "reports-tasks"),
        );
    });
});
