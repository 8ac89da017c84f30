import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SettingDefinition } from "../../settings/definition";
import { settingDefinitions, type Key } from "../../settings/schema";
import type { Change } from "./support/change";
import { changes, everything } from "./support/changes";
import { peakMemory } from "./support/memory";
import { openEngine, type Engine } from "./support/open";
import { record, type Recording } from "./support/operations";
import { edit } from "./support/program";

/** Components of which a stack has one where a setting asks for it, among them those of every capability. */
const capabilities = [
    "access-logs:AccessLogs streamlit",
    "alarms:Alarms streamlit",
    "app:FurtherApp reports",
    "auth:IdentityProviders streamlit-identity",
    "blue-green:BlueGreen reports-blue-green",
    "blue-green:BlueGreen streamlit-blue-green",
    "dashboard:Dashboard streamlit",
    "login-domain:LoginDomain streamlit-login-domain",
    "login-style:LoginStyle streamlit",
    "people:People streamlit",
    "scaling:Scaling reports",
    "scaling:Scaling streamlit",
    "text-messages:TextMessages streamlit",
    "waf:Waf streamlit",
];

function isSecret(key: Key): boolean {
    const { secret = false }: SettingDefinition<unknown> = settingDefinitions[key];
    return secret;
}

/** The program in the real Pulumi engine, with the real plugins but for AWS's: one stack's life, told in order. */
describe("the Pulumi engine", function () {
    this.timeout(300_000);
    this.bail(true);
    let engine: Engine;
    before(async function () {
        engine = await openEngine(this);
    });
    after(async () => (engine as Engine | undefined)?.close());

    async function up(refresh = false): Promise<Recording> {
        const recording = record();
        await engine.stack.up({ onEvent: recording.onEvent, refresh });
        assert.deepEqual(recording.warnings(), []);
        return recording;
    }

    async function configure(settings: Change["settings"]): Promise<void> {
        const values = Object.entries(settings) as [Key, string][];
        await engine.stack.setAllConfig(Object.fromEntries(values.map(([key, value]) => [key, { value, secret: isSecret(key) }])));
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

    it("previews a new stack with every capability at once, and is warned of nothing", async () => {
        const file = join(engine.program, "Pulumi.engine.yaml");
        const before = readFileSync(file);
        await configure(everything);
        const { operations, warnings } = await preview();
        writeFileSync(file, before);
        assert.deepEqual(warnings(), []);
        assert.deepEqual(
            capabilities.filter((component) => !operations().includes(`create streamlit-cognito:${component}`)),
            [],
        );
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

    for (const { settings, meanwhile, operations, afterwards, policies = false } of changes) {
        const wanted = Object.entries(settings).map((pair) => pair.join(" = "));
        it(`does for ${wanted.join(" and ")} what it takes, and no more`, async () => {
            await configure(settings);
            meanwhile?.(engine.aws);
            assert.deepEqual((await up(meanwhile !== undefined)).operations(), operations.toSorted());
            afterwards?.(engine.aws);
            if (policies) {
                const { warnings, violated } = await preview([join(engine.program, "policy")]);
                assert.deepEqual([warnings(), violated()], [[], []]);
            }
        });
    }

    it("was asked for a change of every setting", () => {
        assert.deepEqual(
            [...new Set(changes.flatMap(({ settings }) => Object.keys(settings)))].sort(),
            Object.keys(settingDefinitions).sort(),
        );
    });

    it("refuses to destroy a protected stack before it has deleted anything, and does once that is off", async () => {
        const before = engine.aws.existing;
        // The preview, with which `pulumi destroy` begins, and which the Automation API leaves out unless it is asked for.
        await assert.rejects(engine.stack.destroy({ previewOnly: true }), /protected/);
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
