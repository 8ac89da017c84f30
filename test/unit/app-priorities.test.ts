import assert from "node:assert/strict";
import fc from "fast-check";
import { mainPriorities, prioritiesOf } from "../../app/priorities";
import { slotOf } from "../../settings/app-slot";

describe("priorities of a further app's rules", () => {
    it("are AWS's, after the main app's, in their order, and no other's of another slot", () => {
        const name = fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/);
        fc.assert(
            fc.property(name, name, (one, another) => {
                const { signedOut, refused, session, machine, page, closedPage } = prioritiesOf(one);
                const own = [signedOut, refused, session, machine, closedPage.closed, page, closedPage.open];
                assert.deepEqual(
                    own,
                    own.toSorted((a, b) => a - b),
                );
                assert.ok(mainPriorities.closedPage.open < own[0]! && own.at(-1)! <= 50_000);
                const { closedPage: other, ...more } = prioritiesOf(another);
                const others = [...Object.values(more), ...Object.values(other)];
                assert.equal(
                    own.some((priority) => others.includes(priority)),
                    slotOf(one) === slotOf(another),
                );
            }),
        );
    });

    // Another hash would move every rule of every deployed app.
    it("stay what they are", () => {
        assert.deepEqual(prioritiesOf("reports"), {
            signedOut: 7750,
            refused: 7751,
            session: 7752,
            machine: 7753,
            page: 7756,
            closedPage: { open: 7758, closed: 7755 },
        });
    });
});
