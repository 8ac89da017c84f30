import assert from "node:assert/strict";
import { section } from "../../bench/benchmark";
import { capacity, chosen, findings } from "../../bench/capacity";
import { declaredOf, withTasks } from "../../bench/capacity/declared";
import { demandOf } from "../../bench/capacity/demand";
import { limitsOf, reached } from "../../bench/capacity/limits";
import { servicesOf } from "../../declared/tasks";
import { viewOfDeclared } from "../../declared/view";
import { declare } from "../unit/support/declare";
import { read } from "../unit/support/markdown";

const declared = { whileDeploying: 2, accessTokenSeconds: 300, rules: 4, addresses: 500, mostTasks: 100 };

describe("capacity on paper: what people ask for", () => {
    it("is tasks, twice while deploying, sign-ins with renewed tokens, and the dearest dimension of the load balancer", () => {
        const found = demandOf(1800, chosen, declared);
        assert.deepEqual([found.tasks, found.tasksDeploying, found.vcpuDeploying], [100, 200, 200]);
        // One arrives each second; each renews a token in five minutes.
        assert.equal(found.authentications, 1 + 1800 / 300);
        // A second: one page of 4 MB, and 351 reruns of 21 kB.
        assert.equal(found.capacityUnits.toFixed(1), ((0.004 + (1800 / 5.125) * 0.000021) * 3600).toFixed(1));
    });

    it("is read from what is declared: deployment, token, rules, subnets", async () => {
        const view = viewOfDeclared(await declare({ config: { availabilityZones: "3", desiredCount: "4" } }));
        const found = declaredOf(view);
        assert.deepEqual(found, { whileDeploying: 2, accessTokenSeconds: 300, rules: 3, addresses: 3 * (8192 - 13), mostTasks: 100 });
        const changed = servicesOf(withTasks(view, { vcpu: 1, memory: 2 }, 1, 7))[0]!.props;
        assert.equal(changed["desiredCount"], 1);
        const definition = changed["taskDefinitionArgs"] as Readonly<Record<string, unknown>>;
        assert.deepEqual([definition["cpu"], definition["memory"]], ["1024", "2048"]);
    });
});

describe("capacity on paper: what breaks", () => {
    const people = (end: number): [string, number][] =>
        reached(limitsOf(declared), (many) => demandOf(many, chosen, declared), end).map(({ limit, people: many }) => [
            limit.what.split(" ")[0]!,
            many,
        ]);

    it("is in the order in which it does, each at the first person who is too many", () => {
        // Three tasks serve 54; while six run, all six vCPUs are taken.
        assert.deepEqual(people(100), [["Fargate", 55]]);
        assert.deepEqual(people(5000), [
            ["Fargate", 55],
            ["`maxCount`,", 1801],
            ["addresses", 4501],
        ]);
        assert.deepEqual(people(50_000).slice(3), [
            ["targets", 9001],
            ["Cognito's", 30_858],
            ["network", 45_001],
        ]);
    });

    it("comes with what lifts it, and a source", () => {
        assert.ok(limitsOf(declared).every(({ lift, source }) => lift.length > 10 && source.length > 5));
    });
});

describe("capacity on paper: docs/performance.md", () => {
    it("has the tables as they are calculated from the stack as declared, the price list, and the model", async () => {
        const calculated = section(capacity, findings(viewOfDeclared(await declare())), "WHEN");
        const [, documented = ""] = /<!-- bench capacity -->\n\n(.*)\n\n<!-- end capacity -->/s.exec(read("docs/performance.md")) ?? [];
        const withoutDate = documented.replace(/(`npm run bench -- capacity`: ).*\.$/m, "$1WHEN.");
        assert.equal(withoutDate, calculated, "Run: npm run bench -- capacity");
    });
});
