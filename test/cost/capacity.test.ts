import assert from "node:assert/strict";
import { fare, model, peoplePerTask, tasksFor } from "../../cost/capacity";
import { read, tableRows } from "../unit/support/markdown";

/** Of several runs, as tables have it: `5 (3 to 8)`. */
interface Spread {
    readonly median: number;
    readonly lowest: number;
    readonly highest: number;
}

/** A row of "How many people a task serves". */
interface Measured {
    readonly size: { readonly vcpu: number; readonly memory: number };
    readonly people: Spread;
    readonly tooMany: Spread;
    readonly p95: Spread;
    readonly p95TooMany: Spread;
}

function spread(text = ""): Spread {
    const [, median, lowest, highest] = /^([\d.]+) \(([\d.]+) to ([\d.]+)\)$/.exec(text) ?? assert.fail(`${text} is no spread`);
    return { median: Number(median), lowest: Number(lowest), highest: Number(highest) };
}

function measured(): Measured[] {
    const [, section = ""] = /<!-- bench users-per-task -->(.*)<!-- end users-per-task -->/s.exec(read("docs/performance.md")) ?? [];
    return tableRows(section).map(([task = "", people, , p95, tooMany, then]) => {
        const [, vcpu, memory] = /^([\d.]+) vCPU, ([\d.]+) GB$/.exec(task)!;
        const size = { vcpu: Number(vcpu), memory: Number(memory) };
        return { size, people: spread(people), tooMany: spread(tooMany), p95: spread(p95), p95TooMany: spread(then) };
    });
}

describe("the capacity model", () => {
    const rows = measured();

    it("is held against what was measured: three sizes or more", () => assert.ok(rows.length >= 3));

    for (const { p95, p95TooMany, people, size, tooMany } of rows) {
        it(`says of ${size.vcpu} vCPU as many people as each run served, and fewer than were too many in some`, () => {
            const found = peoplePerTask(size);
            const range = `${people.lowest} to ${tooMany.highest}`;
            assert.ok(found >= people.lowest && found < tooMany.highest, `${found}, measured ${range}`);
        });

        it(`promises of ${size.vcpu} vCPU no faster reruns than were measured, and no slower ones by half`, () => {
            assert.ok(fare(people.median, size).p95 >= p95.lowest);
            const then = fare(tooMany.median, size).p95;
            const { lowest, highest } = p95TooMany;
            assert.ok(then >= lowest && then <= highest * 1.5, `${then}, measured ${lowest} to ${highest}`);
        });
    }

    it("gives a second processor to nobody, and memory its bound", () => {
        assert.equal(peoplePerTask({ vcpu: 4, memory: 8 }), peoplePerTask({ vcpu: 1, memory: 2 }));
        assert.equal(peoplePerTask({ vcpu: 1, memory: (model.idleMegabytes + 5 * model.personMegabytes) / 1024 }), 5);
    });

    it("rounds tasks up", () => {
        const size = { vcpu: 0.5, memory: 1 };
        assert.deepEqual(
            [1, 5, 6, 100].map((people) => tasksFor(people, size)),
            [1, 1, 2, 20],
        );
    });
});
