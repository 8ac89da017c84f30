import assert from "node:assert/strict";
import * as fc from "fast-check";
import { decide, type ScheduledTask } from "../../../local/tasks/schedule";

const tasks = (...states: ScheduledTask["state"][]): ScheduledTask[] => states.map((state, index) => ({ id: `${state}-${index}`, state }));
const two = { desiredCount: 2, maximumPercent: 200 };

describe("service scheduler", () => {
    it("starts what is missing", () => {
        assert.deepEqual(decide([], two), { start: 2, stop: [] });
        assert.deepEqual(decide(tasks("healthy"), two), { start: 1, stop: [] });
    });

    it("waits for tasks that are starting", () => {
        assert.deepEqual(decide(tasks("starting", "healthy"), two), { start: 0, stop: [] });
    });

    it("starts a replacement for an unhealthy task before it stops it", () => {
        assert.deepEqual(decide(tasks("unhealthy", "healthy"), two), { start: 1, stop: [] });
        assert.deepEqual(decide(tasks("unhealthy", "healthy", "starting"), two), { start: 0, stop: [] });
        assert.deepEqual(decide(tasks("unhealthy", "healthy", "healthy"), two), { start: 0, stop: ["unhealthy-0"] });
    });

    it("stops one unhealthy task where the maximum leaves no room for a replacement", () => {
        assert.deepEqual(decide(tasks("unhealthy", "unhealthy"), { desiredCount: 2, maximumPercent: 100 }), {
            start: 0,
            stop: ["unhealthy-0"],
        });
        assert.deepEqual(decide(tasks("unhealthy", "unhealthy"), { desiredCount: 1, maximumPercent: 200 }), {
            start: 0,
            stop: ["unhealthy-0"],
        });
    });

    it("stops the newest when an unhealthy task recovers beside its replacement", () => {
        assert.deepEqual(decide(tasks("healthy", "healthy", "healthy"), two), { start: 0, stop: ["healthy-2"] });
        assert.deepEqual(decide(tasks("healthy", "healthy", "starting"), two), { start: 0, stop: ["starting-2"] });
    });

    it("never stops a healthy task that is needed, never exceeds the maximum, and always comes to rest", () => {
        const states = fc.array(fc.constantFrom("starting" as const, "healthy" as const, "unhealthy" as const), { maxLength: 12 });
        fc.assert(
            fc.property(
                states,
                fc.integer({ min: 0, max: 6 }),
                fc.integer({ min: 100, max: 300 }),
                (found, desiredCount, maximumPercent) => {
                    let current = tasks(...found);
                    const service = { desiredCount, maximumPercent };
                    const maximum = Math.max(desiredCount, Math.floor((desiredCount * maximumPercent) / 100));
                    for (let round = 0; round < 100; round += 1) {
                        const { start, stop } = decide(current, service);
                        const healthyBefore = current.filter(({ state }) => state === "healthy").length;
                        current = current.filter(({ id }) => !stop.includes(id));
                        const healthyAfter = current.filter(({ state }) => state === "healthy").length;
                        assert.ok(healthyAfter >= Math.min(healthyBefore, desiredCount));
                        assert.ok(start === 0 || current.length + start <= maximum);
                        if (start === 0 && stop.length === 0 && current.every(({ state }) => state !== "starting")) {
                            break;
                        }
                        const fresh = Array.from({ length: start }, (_, index) => ({ id: `${round}-${index}`, state: "healthy" as const }));
                        current = [
                            ...current.map((task) => (task.state === "starting" ? { ...task, state: "healthy" as const } : task)),
                            ...fresh,
                        ];
                    }
                    assert.deepEqual(
                        current.map(({ state }) => state),
                        Array.from({ length: desiredCount }, () => "healthy"),
                    );
                },
            ),
        );
    });
});
