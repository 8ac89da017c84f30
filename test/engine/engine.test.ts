import assert from "node:assert/strict";
import { join } from "node:path";
import { rules } from "../../settings/schema";
import { changes } from "./support/changes";
import { peakMemory } from "./support/memory";
import { openEngine, type Engine } from "./support/open";
import { record, type Recording } from "./support/operations";
import { edit } from "./support/program";

/** The program in the real Pulumi engine, with the real plugins but for AWS's: one stack's life, told in order. */
describe("the Pulumi engine", function () {
    this.timeout(300_000);
    this.bail(true);
    let engine: Engine;
    before(async function () {
        engine = await openEngine(this);
    });
    after(async () => (engine as Engine | undefined)?.close());

    async function up(): Promise<Recording> {
        const recording = record();
        await engine.stack.up({ onEvent: recording.onEvent });
        assert.deepEqual(recording.warnings(), []);
        return recording;
    }

    async function preview(policyPacks: string[] = []): Promise<Recording> {
        const recording = record();
        await engine.stack.preview({ onEvent: recording.onEvent, policyPacks });
        return recording;
    }

    it("previews a new stack, and creates nothing for that", async () => {
        const started = performance.now();
        const { result, peak } = await peakMemory(() => preview());
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        console.log(`    engine test: the preview took ${seconds} s and ${peak?.toFixed(0) ?? "unknown"} MiB at most`);
        assert.ok(result.operations().every((operation) => operation.startsWith("create ")));
        assert.deepEqual(result.warnings(), []);
        assert.deepEqual(engine.aws.existing, []);
    });

    it("previews a new stack under the policies, and none is violated", async () => {
        assert.deepEqual((await preview([join(engine.program, "policy")])).violated(), []);
    });

    it("stops where AWS fails, and goes on from there when it is run again", async () => {
        engine.aws.failNext("aws:lb/listener:Listener");
        await assert.rejects(up(), /InternalFailure: the stand-in for AWS was told to fail to create streamlit-http/);
        const before = engine.aws.existing;
        assert.ok(before.length > 10, `${before.length} exist`);
        const operations = (await up()).operations();
        assert.ok(operations.some((operation) => operation.startsWith("create aws:lb/listener:Listener ")));
        assert.deepEqual(
            operations.filter((operation) => !operation.startsWith("create ")),
            [],
        );
        // What was there is there still, as it was.
        const after = new Set(engine.aws.existing);
        assert.deepEqual(
            before.filter((resource) => !after.has(resource)),
            [],
        );
    });

    it("changes nothing when it is run once more", async () => {
        const before = engine.aws.existing;
        assert.deepEqual((await up()).operations(), []);
        assert.deepEqual(engine.aws.existing, before);
    });

    it("finds no policy violated in what is deployed", async () => {
        const { operations, violated } = await preview([join(engine.program, "policy")]);
        assert.deepEqual([operations(), violated()], [[], []]);
    });

    it("refuses a change that violates a policy", async () => {
        const file = join(engine.program, "load-balancer.ts");
        edit(file, "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "ELBSecurityPolicy-2016-08");
        const { onEvent, violated } = record();
        await assert.rejects(engine.stack.preview({ onEvent, policyPacks: [join(engine.program, "policy")] }));
        edit(file, "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09");
        assert.deepEqual(violated(), ["tls-policy"]);
    });

    for (const { setting, value, secret = false, operations, policies = false } of changes) {
        it(`does for ${setting} = ${value} what it takes, and no more`, async () => {
            await engine.stack.setConfig(setting, { value, secret });
            if (operations === "waits") return;
            assert.deepEqual((await up()).operations(), operations.toSorted());
            if (policies) {
                assert.deepEqual((await preview([join(engine.program, "policy")])).violated(), []);
            }
        });
    }

    it("was asked for a change of every setting", () => {
        assert.deepEqual([...new Set(changes.map(({ setting }) => setting))].sort(), Object.keys(rules).sort());
    });

    it("refuses to destroy a protected stack before it has deleted anything, and does once that is off", async () => {
        const before = engine.aws.existing;
        await assert.rejects(engine.stack.destroy(), /protected/);
        assert.deepEqual(engine.aws.existing, before);
        await engine.stack.setConfig("deletionProtection", { value: "false" });
        await up();
    });

    it("leaves nothing when the stack is destroyed", async () => {
        const recording = record();
        await engine.stack.destroy({ onEvent: recording.onEvent });
        assert.deepEqual(recording.warnings(), []);
        assert.deepEqual(engine.aws.existing, []);
        const { deployment } = await engine.stack.exportStack();
        assert.equal((deployment as { resources?: unknown[] }).resources, undefined);
    });
});
