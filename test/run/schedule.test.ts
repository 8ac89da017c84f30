import assert from "node:assert/strict";
import { schedule, type Scheduled } from "./schedule";

describe("the schedule of steps", () => {
    const list: readonly Scheduled[] = [
        { name: "first" },
        { name: "late", needs: "base" },
        { name: "base" },
        { name: "other" },
        { name: "last", needs: "first" },
    ];

    it("does some at once, in their order, but each after what it needs", async () => {
        const events: string[] = [];
        let atOnce = 0;
        const needed = new Map<string, string | undefined>();
        const results = await schedule(list, 2, async ({ name }, result: string | undefined) => {
            events.push(name);
            needed.set(name, result);
            atOnce += 1;
            assert.ok(atOnce <= 2);
            await new Promise((resolve) => setImmediate(resolve));
            atOnce -= 1;
            return `${name} done`;
        });
        assert.deepEqual(events, ["first", "base", "other", "late", "last"]);
        assert.equal(needed.get("late"), "base done");
        assert.equal(needed.get("other"), undefined);
        assert.equal(results.length, list.length);
    });

    it("does as many at once beside one that mostly waits", async () => {
        const events: string[] = [];
        let arrive = (): void => undefined;
        const download = new Promise<void>((resolve) => (arrive = resolve));
        const each: readonly Scheduled[] = [{ name: "first" }, { name: "second" }, { name: "third" }, { name: "download", waits: true }];
        await schedule(each, 2, async ({ name }) => {
            events.push(`${name} begins`);
            await (name === "download" ? download : new Promise((resolve) => setImmediate(resolve)));
            events.push(`${name} ends`);
            if (name === "third") arrive();
        });
        assert.deepEqual(events.slice(0, 3), ["first begins", "second begins", "download begins"]);
        assert.ok(events.indexOf("third begins") > events.indexOf("first ends"), events.join());
        assert.equal(events.at(-1), "download ends");
    });

    it("does not wait for what nobody will do", async () => {
        await assert.rejects(
            schedule([{ name: "late", needs: "base" }], 2, () => Promise.resolve(0)),
            /what these need: late/,
        );
    });
});
