import assert from "node:assert/strict";
import { fare, model, peoplePerTask, tasksFor } from "../../cost/capacity";
import { read, tableRows } from "../unit/support/markdown";

/** A row of "How many people a task serves". */
interface Measured {
    readonly size: { readonly vcpu: number; readonly memory: number };
    readonly people: number;
    readonly tooMany: number;
    readonly p95: number;
    readonly p95TooMany: number;
}

function measured(): Measured[] {
    const [, section = ""] = /<!-- bench users-per-task -->(.*)<!-- end users-per-task -->/s.exec(read("docs/performance.md")) ?? [];
    return tableRows(section).map(([task = "", people, , p95, tooMany, then]) => {
        const [, vcpu, memory] = /^([\d.]+) vCPU, ([\d.]+) GB$/.exec(task)!;
        const size = { vcpu: Number(vcpu), memory: Number(memory) };
        return { size, people: Number(people), tooMany: Number(tooMany), p95: Number(p95), p95TooMany: Number(then) };
    });
}

describe("the capacity model", () => {
    const rows = measured();

    it("is held against what was measured: three sizes or more", () => assert.ok(rows.length >= 3));

    for (const { p95, p95TooMany, people, size, tooMany } of rows) {
        it(`says of ${size.vcpu} vCPU as many people as were served, and fewer than were too many`, () => {
            const found = peoplePerTask(size);
            assert.ok(found >= people && found < tooMany, `${found}, measured ${people} to ${tooMany}`);
        });

        it(`promises of ${size.vcpu} vCPU no faster reruns than were measured, but for a fifth`, () => {
            assert.ok(fare(people, size).p95 >= p95 * 0.8, `${fare(people, size).p95}, measured ${p95}`);
            const then = fare(tooMany, size).p95;
            assert.ok(then >= p95TooMany * 0.8 && then <= p95TooMany * 1.5, `${then}, measured ${p95TooMany}`);
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
