import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { changes } from "./support/changes";
import { declare } from "./support/declare";
import { dependencies, devTags, inputsByName, output, types } from "./support/resources";

const account = "123456789012";

describe("blue/green deployments", () => {
    let rolling: DeclaredStack;
    let stack: DeclaredStack;
    before(async () => {
        rolling = await declare();
        stack = await declare({ config: { deployment: "blueGreen", bakeTime: "15" } });
    });

    const groupArn = (name: string): unknown => output(stack, types.targetGroup, "arn", name);
    const ruleArn = (): unknown => output(stack, types.listenerRule, "arn", "streamlit-session");

    it("add a second target group like the first, and what ECS needs to shift requests to it", () => {
        const added = Object.entries(changes(rolling, stack)).flatMap(([path, value]) => (value === "registered" ? [path] : []));
        assert.deepEqual(added, [
            "BlueGreen streamlit-blue-green",
            "ListenerRule streamlit-session",
            "MetricAlarm streamlit-blue-green-errors",
            "Role streamlit-blue-green-role",
            "RolePolicy streamlit-blue-green-policy",
            "TargetGroup streamlit-green",
        ]);
        const { "streamlit-tasks": blue, "streamlit-green": green } = inputsByName(stack, types.targetGroup);
        assert.deepEqual(green, blue);
    });

    it("have one rule that forwards, for whoever sends a session cookie, to the first target group until ECS says otherwise", () => {
        const { inputs, options } = stack.one(types.listenerRule, "streamlit-session");
        const [authenticate, forward] = inputs["actions"] as [Record<string, unknown>, unknown];
        const page = stack.one(types.listenerRule, "streamlit-page").inputs["actions"] as [unknown, unknown];
        assert.equal(inputs["priority"], 90);
        assert.deepEqual(inputs["conditions"], [
            { hostHeader: { values: ["streamlit.example.com"] } },
            { httpHeader: { httpHeaderName: "Cookie", values: ["*AWSELBAuthSessionCookie-0=*"] } },
        ]);
        assert.deepEqual(authenticate, page[0]);
        const targetGroups = [
            { arn: groupArn("streamlit-tasks"), weight: 100 },
            { arn: groupArn("streamlit-green"), weight: 0 },
        ];
        assert.deepEqual(forward, { order: 2, type: "forward", forward: { targetGroups } });
        // Whatever else somebody changes by hand, the next deployment puts it right.
        assert.deepEqual(options.ignoreChanges, ["actions[1].forward.targetGroups"]);
    });

    it("refuse whoever sends none: scripts by a 401, pages by the login", () => {
        const { "streamlit-machine": machine, "streamlit-page": page } = inputsByName(stack, types.listenerRule);
        const ends = [machine, page].map((rule) => {
            const [authenticate, end] = rule?.["actions"] as [{ authenticateCognito: { onUnauthenticatedRequest: string } }, unknown];
            return [authenticate.authenticateCognito.onUnauthenticatedRequest, end];
        });
        const fixed = (statusCode: string, messageBody: string): object => ({
            order: 2,
            type: "fixed-response",
            fixedResponse: { statusCode, contentType: "text/plain", messageBody },
        });
        assert.deepEqual(ends, [
            ["deny", fixed("401", "Unauthorized")],
            ["authenticate", fixed("403", "Forbidden")],
        ]);
    });

    it("are the service's, with the time to return, and roll back on the alarm as on tasks that fail", () => {
        const { inputs } = stack.one(types.fargateService);
        assert.deepEqual(inputs["loadBalancers"], [
            {
                targetGroupArn: groupArn("streamlit-tasks"),
                containerName: "streamlit",
                containerPort: 8501,
                advancedConfiguration: {
                    alternateTargetGroupArn: groupArn("streamlit-green"),
                    productionListenerRule: ruleArn(),
                    roleArn: output(stack, types.role, "arn", "streamlit-blue-green-role"),
                },
            },
        ]);
        assert.deepEqual(inputs["deploymentConfiguration"], { strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" });
        const alarmNames = [output(stack, types.metricAlarm, "name", "streamlit-blue-green-errors")];
        assert.deepEqual(inputs["alarms"], { enable: true, rollback: true, alarmNames });
        assert.deepEqual(inputs["deploymentCircuitBreaker"], { enable: true, rollback: true });
    });

    it("let this account's ECS turn this one rule, between these two target groups", () => {
        const { assumeRolePolicy } = stack.one(types.role, "streamlit-blue-green-role").inputs;
        assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "ecs.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "aws:SourceAccount": account } },
                },
            ],
        });
        const { policy, role } = stack.one(types.rolePolicy, "streamlit-blue-green-policy").inputs;
        assert.equal(role, output(stack, types.role, "name", "streamlit-blue-green-role"));
        // ECS would be told of a role that may do nothing yet; and, at the end, the service would hang where the role no longer may.
        const { urn } = stack.one(types.rolePolicy, "streamlit-blue-green-policy");
        assert.ok(stack.one(types.fargateService).dependencies.includes(urn));
        const elb = (...actions: string[]): string[] => actions.map((action) => `elasticloadbalancing:${action}`);
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: elb("DescribeListeners", "DescribeRules", "DescribeTargetGroups", "DescribeTargetHealth"),
                    Resource: "*",
                },
                {
                    Effect: "Allow",
                    Action: elb("RegisterTargets", "DeregisterTargets"),
                    Resource: [groupArn("streamlit-tasks"), groupArn("streamlit-green")],
                },
                { Effect: "Allow", Action: "elasticloadbalancing:ModifyRule", Resource: ruleArn() },
            ],
        });
    });

    it("look at the errors of both target groups together", () => {
        const errors = (index: number, group: string): object => ({
            id: `errors${index}`,
            metric: {
                namespace: "AWS/ApplicationELB",
                metricName: "HTTPCode_Target_5XX_Count",
                dimensions: {
                    LoadBalancer: output(stack, types.loadBalancer, "arnSuffix"),
                    TargetGroup: output(stack, types.targetGroup, "arnSuffix", group),
                },
                stat: "Sum",
                period: 60,
            },
        });
        assert.deepEqual(stack.one(types.metricAlarm, "streamlit-blue-green-errors").inputs, {
            alarmDescription: "The app's tasks answer with errors: a deployment that is under way is rolled back.",
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 5,
            evaluationPeriods: 1,
            treatMissingData: "notBreaching",
            metricQueries: [
                errors(0, "streamlit-tasks"),
                errors(1, "streamlit-green"),
                { id: "errors", expression: "FILL(errors0, 0) + FILL(errors1, 0)", label: "Errors of the app", returnData: true },
            ],
            tags: devTags,
        });
    });

    it("come after everything that they need", () => {
        const before = dependencies(stack, stack.one(types.fargateService));
        for (const name of ["ListenerRule streamlit-session", "TargetGroup streamlit-green", "MetricAlarm streamlit-blue-green-errors"]) {
            assert.ok(before.includes(name), name);
        }
    });
});
