import assert from "node:assert/strict";
import { billOf, type Bill } from "../../cost/bill";
import { amounts, handMade, service, use } from "./support/hand-made";

const billed = (...resources: Parameters<typeof handMade>): Bill => billOf(handMade(...resources), "us-east-1", use);

/** 730 hours of 1 vCPU and 2 GB. */
const task = 730 * (0.04048 + 2 * 0.004445);

function rounded(usd: number): number {
    return Math.round(usd * 100) / 100;
}

describe("the price of Fargate tasks", () => {
    const target = (minCapacity: number, maxCapacity: number) => ({
        type: "aws:appautoscaling/target:Target",
        props: { serviceNamespace: "ecs", resourceId: "service/cluster/app", minCapacity, maxCapacity },
    });
    const action = (name: string, schedule: string, minCapacity: number, maxCapacity: number) => ({
        type: "aws:appautoscaling/scheduledAction:ScheduledAction",
        name,
        props: { serviceNamespace: "ecs", resourceId: "service/cluster/app", schedule, scalableTargetAction: { minCapacity, maxCapacity } },
    });

    it("is that of as many as the people at once take where they scale, in busy hours only", () => {
        // 20 people at once are two tasks of 1 vCPU, for 100 hours of 730.
        assert.deepEqual(amounts(billed(service("app"), target(1, 4))), {
            "app, 1 to 4 tasks of 1 vCPU and 2 GB": rounded(task * (1 + 100 / 730)),
        });
        assert.deepEqual(amounts(billed(service("app"), target(1, 1))), { "app, 1 task of 1 vCPU and 2 GB": rounded(task) });
    });

    it("is that of enough, where it is asked for and fewer are declared: all month, or where they scale in busy hours", () => {
        const enough = (...resources: Parameters<typeof handMade>) =>
            amounts(billOf(handMade(...resources), "us-east-1", { ...use, enoughTasks: true }));
        assert.deepEqual(enough(service("app")), { "app, 2 tasks of 1 vCPU and 2 GB": rounded(2 * task) });
        assert.deepEqual(enough(service("app"), target(0, 1)), {
            "app, 0 to 2 tasks of 1 vCPU and 2 GB": rounded((task * 2 * 100) / 730),
        });
        assert.deepEqual(enough(service("app", { desiredCount: 3 })), { "app, 3 tasks of 1 vCPU and 2 GB": rounded(3 * task) });
    });

    it("is that of the hours in which a schedule has them run", () => {
        const off = action("off", "cron(0 20 ? * MON-FRI *)", 0, 0);
        const on = action("on", "cron(0 8 ? * MON-FRI *)", 1, 1);
        // Five days of twelve hours are 60 of 168 hours a week.
        const found = amounts(billed(service("app"), target(1, 1), off, on));
        assert.deepEqual(found, { "app, 1 task for 261 hours of 1 vCPU and 2 GB": rounded((task * 60) / 168) });
    });

    it("is that of all month, with its reason, where a schedule is not read", () => {
        const bill = billed(service("app"), target(1, 1), action("once", "at(2027-01-01T00:00:00)", 0, 0));
        assert.deepEqual(amounts(bill), { "app, 1 task of 1 vCPU and 2 GB": rounded(task) });
    });

    it("is lower for what a capacity provider strategy gives to Spot", () => {
        const capacityProviderStrategies = [
            { capacityProvider: "FARGATE", weight: 1, base: 1 },
            { capacityProvider: "FARGATE_SPOT", weight: 1 },
        ];
        const bill = billed(service("app", { desiredCount: 3, capacityProviderStrategies }));
        assert.deepEqual(amounts(bill), {
            "app, 3 tasks of 1 vCPU and 2 GB": rounded(2 * task),
            "app, 3 tasks of 1 vCPU and 2 GB, on Spot": rounded(730 * (0.01334 + 2 * 0.001465)),
        });
        assert.deepEqual(
            bill.lines.map(({ confirmed }) => confirmed),
            [true, false],
        );
    });

    it("is that of each of several apps, and of storage above what is free", () => {
        const taskDefinitionArgs = { cpu: "256", memory: "512", ephemeralStorage: { sizeInGib: 30 } };
        const bill = billed(service("one"), service("two", { taskDefinitionArgs }));
        assert.deepEqual(amounts(bill), {
            "one, 1 task of 1 vCPU and 2 GB": rounded(task),
            "two, 1 task of 0.25 vCPU and 0.5 GB": 9.01,
            "two, storage above 20 GB": 0.81,
        });
    });

    it("has Container Insights as unpriced", () => {
        const settings = [{ name: "containerInsights", value: "enhanced" }];
        const bill = billed({ type: "aws:ecs/cluster:Cluster", name: "cluster", props: { settings } });
        assert.deepEqual(
            bill.unpriced.map(({ item }) => item),
            ["cluster, Container Insights"],
        );
    });
});

describe("the price of what options declare", () => {
    it("is that of a web ACL, its rules, and a million requests; what costs more is listed as unpriced", () => {
        const managed = (name: string) => ({ name, statement: { managedRuleGroupStatement: { name, vendorName: "AWS" } } });
        const rules = [managed("AWSManagedRulesCommonRuleSet"), managed("AWSManagedRulesBotControlRuleSet"), { name: "rate" }];
        const associationConfig = { requestBodies: [{ cognitoUserPool: { defaultSizeInspectionLimit: "KB_64" } }] };
        const bill = billed(
            { type: "aws:wafv2/webAcl:WebAcl", name: "acl", props: { rules, associationConfig } },
            { type: "aws:wafv2/webAclAssociation:WebAclAssociation" },
            { type: "aws:wafv2/ipSet:IpSet" },
            {
                type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
                name: "refused",
                props: { loggingFilter: { defaultBehavior: "DROP" } },
            },
            { type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", name: "all" },
        );
        assert.deepEqual(amounts(bill), {
            acl: 5,
            "3 rules of acl": 3,
            "requests to acl": 0.18,
            "larger bodies to acl": 0.27,
            "log of all": 0.23,
        });
        assert.deepEqual(
            bill.unpriced.map(({ item }) => item),
            ["acl, AWSManagedRulesBotControlRuleSet"],
        );
    });

    it("is that of alarms by their metrics, of dashboards, and of no topic and no budget", () => {
        const alarm = (name: string, props: Readonly<Record<string, unknown>>) => ({
            type: "aws:cloudwatch/metricAlarm:MetricAlarm",
            name,
            props,
        });
        const metric = { metric: { period: 60, stat: "Sum" } };
        const bill = billed(
            alarm("one", { period: 60 }),
            alarm("ratio", { metricQueries: [metric, metric, { expression: "m1/m2" }] }),
            alarm("band", { metricQueries: [metric, { expression: "ANOMALY_DETECTION_BAND(m1)" }], thresholdMetricId: "e1" }),
            alarm("fast", { period: 10 }),
            { type: "aws:cloudwatch/compositeAlarm:CompositeAlarm" },
            { type: "aws:cloudwatch/dashboard:Dashboard" },
            { type: "aws:sns/topic:Topic" },
            { type: "aws:sns/topicSubscription:TopicSubscription", props: { protocol: "email" } },
            { type: "aws:budgets/budget:Budget" },
        );
        assert.deepEqual(amounts(bill), {
            "alarms on 6 metrics": 0.6,
            "alarms on 1 metric of high resolution": 0.3,
            "1 composite alarm": 0.5,
            "1 dashboard": 3,
            mails: 0,
        });
        assert.deepEqual(bill.unpriced, []);
    });

    it("is that of two alarms for each target tracking policy", () => {
        const policy = { type: "aws:appautoscaling/policy:Policy", name: "cpu", props: { policyType: "TargetTrackingScaling" } };
        assert.deepEqual(amounts(billed(policy)), { "cpu, two alarms": 0.2 });
    });

    it("is that of NAT gateways, theirs of awsx as its strategy says, and of their addresses", () => {
        const vpc = (props: Readonly<Record<string, unknown>>) => ({ type: "awsx:ec2:Vpc", props });
        const found = amounts(billed(vpc({ numberOfAvailabilityZones: 2, natGateways: { strategy: "OnePerAz" } })));
        assert.deepEqual(found, { "one of each NAT gateway": 7.3, "2 gateways": 65.7, "what goes through": 0.54 });
        assert.equal(amounts(billed(vpc({ natGateways: { strategy: "Single" } })))["1 gateway"], 32.85);
        assert.equal(amounts(billed(vpc({})))["3 gateways"], 98.55);
    });

    it("is that of the user pool's plan, of accounts of another provider, and of messages", () => {
        const pool = (props: Readonly<Record<string, unknown>>) => ({ type: "aws:cognito/userPool:UserPool", props });
        assert.deepEqual(amounts(billed(pool({ userPoolTier: "PLUS" }))), { "accounts that sign in": 2 });
        assert.deepEqual(amounts(billed(pool({ smsConfiguration: {} }))), { "accounts that sign in": 0, "one SMS at each sign-in": 8.47 });
        const provider = (providerType: string) => ({ type: "aws:cognito/identityProvider:IdentityProvider", props: { providerType } });
        // 50 of 100 are free.
        assert.deepEqual(amounts(billed(pool({}), provider("SAML"))), {
            "accounts that sign in, all of them through another provider": 0.75,
        });
        assert.deepEqual(amounts(billed(pool({}), provider("Google"))), { "accounts that sign in": 0 });
    });

    it("is that of secrets, parameters, keys, functions, buckets, endpoints and schedules", () => {
        const bill = billed(
            { type: "aws:secretsmanager/secret:Secret" },
            { type: "aws:ssm/parameter:Parameter", props: { tier: "Advanced" } },
            { type: "aws:ssm/parameter:Parameter", name: "standard" },
            { type: "aws:kms/key:Key" },
            { type: "aws:lambda/function:Function", name: "trigger", props: { memorySize: 256 } },
            { type: "aws:s3/bucket:Bucket", name: "logs" },
            { type: "aws:ec2/vpcEndpoint:VpcEndpoint", name: "ecr", props: { vpcEndpointType: "Interface", subnetIds: ["a", "b"] } },
            { type: "aws:ec2/vpcEndpoint:VpcEndpoint", name: "s3", props: { vpcEndpointType: "Gateway" } },
            { type: "aws:scheduler/schedule:Schedule", name: "stop" },
        );
        assert.deepEqual(amounts(bill), {
            ecr: 14.6,
            stop: 0,
            trigger: 0,
            "1 secret": 0.4,
            "1 advanced parameter": 0.05,
            "1 key": 1,
            logs: 0,
        });
        assert.deepEqual(bill.unpriced, []);
    });

    it("is that of each secret of Secrets Manager that a container reads, once", () => {
        const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3";
        const secrets = [`${arn}:url::`, `${arn}:user::`, "arn:aws:ssm:us-east-1:123456789012:parameter/a"].map((valueFrom, index) => ({
            name: `V${index}`,
            valueFrom,
        }));
        const taskDefinitionArgs = { cpu: "1024", memory: "2048", container: { secrets } };
        assert.equal(amounts(billed(service("app", { taskDefinitionArgs })))["1 secret that tasks read"], 0.4);
    });

    it("takes what an account has free off once, however many use it", () => {
        const fn = (name: string) => ({ type: "aws:lambda/function:Function", name, props: { memorySize: 1024 } });
        const signIns = 1_000_000;
        const bill = billOf(handMade(fn("one"), fn("two")), "us-east-1", { ...use, busyHours: 0, signIns });
        // Half a GB-second each: 400,000 are free, and so is a million calls.
        assert.deepEqual(amounts(bill), { one: 1.67, two: 8.53 });
    });
});
