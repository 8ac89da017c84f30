import { strict as assert } from "node:assert";

import { RecentMap } from "../../../local/load-balancer/recent-map";
import { removeFrom } from "../../../local/load-balancer/remove-from";

describe("load balancer: what it keeps between requests", () => {
    it("forgets what was not used for long", () => {
        const map = new RecentMap<number>(2);
        map.set("a", 1);
        map.set("b", 2);
        map.get("a");
        map.set("c", 3);
        assert.deepEqual([map.get("a"), map.get("b"), map.get("c")], [1, undefined, 3]);
    });

    it("keeps as many as it says, however often one of them is used, and never twice as many", () => {
        const map = new RecentMap<number>(10);
        for (let entry = 1; entry <= 100; entry++) {
            map.set(String(entry), entry);
            assert.equal(map.get("1"), 1);
        }
        const kept = Array.from({ length: 100 }, (_, index) => index + 1).filter((entry) => map.get(String(entry)) !== undefined);
        assert.deepEqual(kept.slice(-9), [92, 93, 94, 95, 96, 97, 98, 99, 100]);
        assert.ok(kept.length < 20, `${kept.length} entries`);
    });

    it("holds the newest value of an entry, also of one from before", () => {
        const map = new RecentMap<number>(2);
        map.set("a", 1);
        map.set("b", 2);
        map.set("a", 3);
        assert.equal(map.get("a"), 3);
        map.set("c", 4);
        assert.equal(map.get("a"), 3);
    });

    for (const [gone, left] of [
        ["a", ["b", "c"]],
        ["b", ["a", "c"]],
        ["c", ["a", "b"]],
        ["d", ["a", "b", "c"]],
    ] as const) {
        it(`takes ${gone} out of a list, and nothing else`, () => {
            const list = ["a", "b", "c"];
            removeFrom(list, gone);
            assert.deepEqual(list.sort(), left);
        });
    }
});
