import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { ignoreDesiredCount } from "../../app/scaling";
import { declare } from "./support/declare";
import { dependencies, devTags, inputsByName, output, types } from "./support/resources";

const hours = '{"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}';

const ofService = {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
};

describe("scaling", () => {
    let scaled: DeclaredStack;
    let scheduled: DeclaredStack;
    before(async () => {
        scaled = await declare({ config: { desiredCount: "2", maxCount: "6" } });
        scheduled = await declare({ config: { desiredCount: "2", maxCount: "6", schedule: hours } });
    });

    const resourceId = (stack: DeclaredStack) => `service/${String(output(stack, types.cluster, "name"))}/streamlit`;

    it("keeps the tasks of the service between the two counts, by their CPU; in slowly, because each task holds sessions", () => {
        assert.deepEqual(inputsByName(scaled, types.scalableTarget), {
            "streamlit-count": { ...ofService, resourceId: resourceId(scaled), minCapacity: 2, maxCapacity: 6, tags: devTags },
        });
        assert.deepEqual(inputsByName(scaled, types.scalingPolicy), {
            "streamlit-cpu": {
                ...ofService,
                resourceId: resourceId(scaled),
                policyType: "TargetTrackingScaling",
                targetTrackingScalingPolicyConfiguration: {
                    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
                    targetValue: 30,
                    scaleOutCooldown: 60,
                    scaleInCooldown: 900,
                },
            },
        });
        assert.deepEqual(inputsByName(scaled, types.scheduledAction), {});
    });

    it("starts the tasks ten minutes before the app opens, and ends them five minutes after it closes", () => {
        const times = { ...ofService, resourceId: resourceId(scheduled), timezone: "Asia/Tokyo" };
        assert.deepEqual(inputsByName(scheduled, types.scheduledAction), {
            "streamlit-start": {
                ...times,
                schedule: "cron(50 7 ? * MON,TUE,WED,THU,FRI *)",
                scalableTargetAction: { minCapacity: 2, maxCapacity: 6 },
            },
            "streamlit-stop": {
                ...times,
                schedule: "cron(5 19 ? * MON,TUE,WED,THU,FRI *)",
                scalableTargetAction: { minCapacity: 0, maxCapacity: 0 },
            },
        });
    });

    it("follows the hours alone where there is no greatest count", async () => {
        const stack = await declare({ config: { desiredCount: "2", schedule: hours } });
        assert.deepEqual(stack.ofType(types.scalingPolicy), []);
        const { minCapacity, maxCapacity } = stack.one(types.scalableTarget).inputs;
        assert.deepEqual([minCapacity, maxCapacity], [2, 2]);
        const action = stack.one(types.scheduledAction, "streamlit-start").inputs["scalableTargetAction"];
        assert.deepEqual(action, { minCapacity: 2, maxCapacity: 2 });
    });

    it("changes the target once the service is there, one action after the other", () => {
        assert.ok(dependencies(scaled, scaled.one(types.scalableTarget)).includes("FargateService streamlit"));
        assert.ok(
            dependencies(scheduled, scheduled.one(types.scheduledAction, "streamlit-stop")).includes("ScheduledAction streamlit-start"),
        );
    });

    it("scales the service on spare capacity where that is the one", async () => {
        const stack = await declare({ config: { maxCount: "6", spot: "true" } });
        const cluster = String(output(stack, types.cluster, "name"));
        assert.equal(stack.one(types.scalableTarget).inputs["resourceId"], `service/${cluster}/streamlit-spot`);
    });

    // The engine runs it; what the engine makes of it is in test/engine.
    it("leaves the number of tasks of the service, and nothing else, out of deployments", () => {
        const ask = (type: string) =>
            ignoreDesiredCount({
                custom: true,
                type,
                name: "it",
                props: { desiredCount: 1 },
                opts: { protect: true, ignoreChanges: ["a"] },
            });
        assert.deepEqual(ask("aws:ecs/service:Service"), {
            props: { desiredCount: 1 },
            opts: { protect: true, ignoreChanges: ["a", "desiredCount"] },
        });
        assert.equal(ask("aws:ecs/taskDefinition:TaskDefinition"), undefined);
    });
});

describe("spare capacity", () => {
    it("is offered by the cluster before the service asks for it, and the service asks for nothing else", async () => {
        const stack = await declare({ config: { spot: "true" } });
        assert.deepEqual(inputsByName(stack, types.capacityProviders), {
            "streamlit-capacity": { clusterName: output(stack, types.cluster, "name"), capacityProviders: ["FARGATE_SPOT"] },
        });
        const service = stack.one(types.fargateService);
        assert.equal(service.name, "streamlit-spot");
        assert.deepEqual(service.inputs["capacityProviderStrategies"], [{ capacityProvider: "FARGATE_SPOT", weight: 1 }]);
        assert.ok(dependencies(stack, service).includes("ClusterCapacityProviders streamlit-capacity"));
    });
});
