import assert from "node:assert/strict";
import { types } from "../../declared/types";
import { rules } from "../../policy/rules";
import { declare } from "../unit/support/declare";
import { caughtBy, faultsAfter, rulesIn } from "./caught-by";
import { edit, mutate, NothingToChange, option, remove, stackOf, whatever } from "./mutation";
import { mutations } from "./mutations";

/** Each of these would be a hole, a bill or an outage: the rule that is for it must say so. */
describe("a policy notices when somebody", () => {
    before(async () => {
        for (const stack of new Set(await Promise.all(mutations.map(stackOf)))) {
            assert.deepEqual(caughtBy(stack), [], "before any mutation");
        }
    });

    for (const mutation of mutations) {
        it(`${mutation.what} (${mutation.label})`, async () => {
            const found = rulesIn(await faultsAfter(mutation));
            assert.ok(found.includes(mutation.caughtBy), `${mutation.caughtBy} did not; who did: ${found.join(", ") || "nobody"}`);
        });
    }
});

describe("the mutations", () => {
    it("are 150 or more, each of its own", () => {
        assert.ok(mutations.length >= 150, String(mutations.length));
        assert.equal(new Set(mutations.map(({ what }) => what)).size, mutations.length);
    });

    // A rule that no edit of the real program can break may be looking at the wrong place.
    it("break every rule", () => {
        const broken = new Set(mutations.map((mutation) => mutation.caughtBy));
        assert.deepEqual(
            rules.map(({ id }) => id).filter((id) => !broken.has(id)),
            [],
        );
    });

    // Otherwise the list would rot while the program moves on.
    it("are errors where there is nothing to change", async () => {
        const stack = await declare();
        const balancer = [types.loadBalancer, "streamlit"] as const;
        const nothing = [
            edit("expected another value", "", balancer, ["idleTimeout"], 299, 30),
            edit("set what is set", "", balancer, ["idleTimeout"], 300, 300),
            edit("edited what is not there", "", balancer, ["nothing", "inside"], undefined, 1),
            edit("edited a variable that is not there", "", balancer, ["subnets", { name: "x" }], undefined, 1),
            edit("changed whatever is not there", "", balancer, ["nothing"], whatever, 1),
            edit("edited another resource", "", [types.loadBalancer, "other"], ["idleTimeout"], 300, 30),
            remove("removed another resource", "", [types.loadBalancer, "other"]),
            option("set an option that is so", "", balancer, { protect: false }),
        ];
        for (const mutation of nothing) {
            assert.throws(() => mutate(mutation, stack), NothingToChange, mutation.what);
        }
    });

    it("change a copy", async () => {
        for (const mutation of mutations) {
            const stack = await stackOf(mutation);
            const before = JSON.stringify(stack.resources);
            mutate(mutation, stack);
            assert.equal(JSON.stringify(stack.resources), before);
        }
    });
});
