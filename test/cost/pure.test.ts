import assert from "node:assert/strict";
import { trials, withoutEach } from "../../cost/options";
import { capacityUnits } from "../../cost/services/load-balancer";
import { timesOfWeek } from "../../cost/services/week";

describe("cost: the times of a week", () => {
    const hour = 60;
    const day = 24 * hour;

    it("are those of the days, hours and minutes that a schedule names, from Sunday", () => {
        assert.deepEqual(timesOfWeek("cron(30 8 ? * MON-TUE *)"), [day + 8.5 * hour, 2 * day + 8.5 * hour]);
        assert.deepEqual(timesOfWeek("cron(0 0,12 * * 1 *)"), [0, 12 * hour]);
        assert.equal(timesOfWeek("cron(0 * * * ? *)")?.length, 7 * 24);
        assert.deepEqual(timesOfWeek("cron(0 6 ? * FRI-SUN *)"), [5 * day + 6 * hour, 6 * day + 6 * hour, 6 * hour]);
    });

    it("are unknown for what is not the same each week, or not read", () => {
        const others = [
            "cron(0 8 1 * ? *)",
            "cron(0 8 ? JAN MON *)",
            "cron(0/5 8 ? * MON *)",
            "cron(0 24 ? * MON *)",
            "rate(1 hour)",
            "at(2027-01-01T00:00:00)",
            "",
        ];
        assert.deepEqual(
            others.filter((schedule) => timesOfWeek(schedule) !== undefined),
            [],
        );
    });
});

describe("cost: load balancer capacity units", () => {
    const nothing = { newConnectionsPerSecond: 0, activeConnections: 0, gbPerHour: 0, requestsPerSecond: 0, rules: 4 };

    it("are those of the dimension that is used most", () => {
        assert.equal(capacityUnits({ ...nothing, newConnectionsPerSecond: 50, activeConnections: 3000 }), 2);
        assert.equal(capacityUnits({ ...nothing, activeConnections: 9000, gbPerHour: 1 }), 3);
        assert.equal(capacityUnits({ ...nothing, gbPerHour: 4 }), 4);
    });

    it("have no evaluations in them below the ten rules that are free", () => {
        assert.equal(capacityUnits({ ...nothing, requestsPerSecond: 100_000 }), 0);
        assert.equal(capacityUnits({ ...nothing, requestsPerSecond: 1000, rules: 12 }), 2);
    });
});

describe("cost: options", () => {
    it("without each are the defaults of what differs; CPU and memory go together", () => {
        const defaults = { domain: "", cpu: "256", memory: "512", exec: "false", hostedZone: "" };
        const values = { domain: "a.example.com", cpu: "1024", memory: "2048", exec: "false", hostedZone: "example.com" };
        assert.deepEqual(withoutEach(values, defaults), [
            { key: "cpu and memory", set: { cpu: "256", memory: "512" } },
            { key: "hostedZone", set: { hostedZone: "" } },
        ]);
        assert.deepEqual(withoutEach({ ...values, memory: "512" }, defaults)[0], { key: "cpu", set: { cpu: "256" } });
    });

    it("to try are every setting, those that need each other once, and no secret", () => {
        const single = trials().filter(({ set }) => "identityProviders" in set);
        assert.deepEqual(
            single.map(({ set }) => Object.keys(set)),
            [["identityProviders", "allowedPeople"]],
        );
        assert.ok(!trials().some(({ key }) => key === "identityProviderSecrets"));
        assert.ok(trials().some(({ set }) => set["spot"] === "true"));
        assert.ok(trials().some(({ key, set }) => key === "cpu" && set["memory"] === "2048"));
        assert.ok(trials().every(({ set }) => Object.values(set).every((value) => value !== "" && !value.startsWith("'"))));
    });
});
