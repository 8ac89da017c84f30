import assert from "node:assert/strict";
import { killTask } from "../../bench/faults/faults/kill-task";
import { measure } from "../../bench/faults/measure";
import { openSite, type Site } from "../../bench/faults/site";

/** The small version of `npm run faults`. */
describe("a task that is killed under traffic", function () {
    this.timeout(240_000);
    let site: Site;
    before(async () => (site = await openSite({ users: 2 })));
    after(async () => {
        await (site as Site | undefined)?.close();
    });

    it("is noticed by its own user only, who is soon back and still signed in", async () => {
        const { hit, bystanders, noticed } = await measure(site, killTask);
        assert.deepEqual([hit.users, bystanders.users], [1, 1]);
        assert.deepEqual(noticed, []);
        assert.ok(bystanders.requests > 10, `${bystanders.requests}`);
        assert.deepEqual([hit.lost.websocket, hit.lost["app session"], hit.lost["sign-in"]], [1, 1, 0]);
    });
});
