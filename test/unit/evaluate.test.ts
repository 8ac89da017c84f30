import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { DeclaredResource, DeclaredStack } from "../../local/declared";
import { evaluate } from "../../local/evaluate";
import { Thing } from "./fixtures/thing";
import { dependencies, label, tree } from "./support/resources";

// As the SDKs do, so that a resource in another's inputs comes back alive.
pulumi.runtime.registerResourceModule("test", "index", {
    version: "1.0.0",
    construct: (name, _type, urn) => new Thing(name, {}, { urn }),
});

function run(fixture: string, config: Readonly<Record<string, string>> = {}, preview?: boolean): Promise<DeclaredStack> {
    const directory = path.join(__dirname, "fixtures", fixture);
    return evaluate({ directory, project: "fixture", stack: "test", config, ...(preview === undefined ? {} : { preview }) });
}

describe("evaluate", () => {
    let stack: DeclaredStack;
    const thing = (name: string): DeclaredResource => stack.one("test:index:Thing", name);
    before(async () => {
        stack = await run("wired");
    });

    it("sees every resource under its parent, even one that nothing depends on and that comes late", () => {
        assert.deepEqual(tree(stack), [
            "Group group < Stack fixture-test",
            "Stack fixture-test",
            "Thing first < Stack fixture-test",
            "Thing group-child < Group group",
            "Thing late < Stack fixture-test",
            "Thing second < Stack fixture-test",
            "Thing third < Stack fixture-test",
        ]);
    });

    it("keeps one evaluation's modules, however often it is asked", async () => {
        const program = path.join(__dirname, "fixtures/wired/index.ts");
        const kept = (): number =>
            Object.values(require.cache)
                .flatMap((loaded) => loaded?.children ?? [])
                .filter(({ filename }) => filename === program).length;
        await run("wired");
        assert.equal(kept(), 1);
        await run("wired");
        assert.equal(kept(), 1);
    });

    it("tells components that the program builds from a provider's resources", () => {
        const components = stack.resources.filter(({ custom }) => !custom).map(label);
        assert.deepEqual(components.sort(), ["Group group", "Stack fixture-test"]);
    });

    it("knows what must exist before a resource: what its inputs come from, and what the program says", () => {
        assert.deepEqual(dependencies(stack, thing("first")), []);
        assert.deepEqual(dependencies(stack, thing("second")), ["Thing first", "Thing group-child"]);
        assert.deepEqual(dependencies(stack, thing("third")), ["Thing second"]);
        assert.deepEqual(dependencies(stack, thing("late")), ["Thing second"]);
    });

    it("awaits outputs, unwraps secrets, reduces resources to URNs and leaves undefined out, however deep", () => {
        assert.deepEqual(thing("second").inputs, {
            list: [{ id: "first-id" }],
            secret: "hidden",
            child: thing("group-child").urn,
            resource: thing("first").urn,
        });
        assert.deepEqual(thing("third").inputs, { nested: { deep: ["hidden too"] } });
        assert.deepEqual(thing("late").inputs, { text: "second-id!" });
    });

    it("keeps the options that change what a deployment does", () => {
        const none = { protect: false, ignoreChanges: [], deleteBeforeReplace: false, retainOnDelete: false };
        assert.deepEqual(thing("first").options, none);
        const all = { protect: true, ignoreChanges: ["text"], deleteBeforeReplace: true, retainOnDelete: true };
        assert.deepEqual(thing("third").options, all);
    });

    it("returns what the program exports, and what it saw of project, stack and preview", () => {
        assert.deepEqual(stack.outputs, {
            id: "second-id",
            secret: { password: "hidden" },
            preview: false,
            names: "fixture/test",
        });
        assert.deepEqual([stack.project, stack.stack, stack.region], ["fixture", "test", "us-east-1"]);
    });

    it("gives no configuration of one evaluation to the next", async () => {
        const configured = await run("wired", { "fixture:text": "one", "aws:region": "eu-west-1" });
        assert.equal(configured.outputs["text"], "one");
        assert.equal(configured.one("test:index:Thing", "first").inputs["text"], "one");
        assert.equal(configured.region, "eu-west-1");
        const plain = await run("wired");
        assert.equal(plain.outputs["text"], undefined);
        assert.equal(plain.one("test:index:Thing", "first").inputs["text"], "none");
        assert.equal(plain.region, "us-east-1");
        assert.equal(plain.resources.length, stack.resources.length);
    });

    it("loads what the program imports anew, too", async () => {
        for (const text of ["one", "two"]) {
            assert.equal((await run("module-state", { "fixture:text": text })).outputs["imported"], text);
        }
    });

    it("gives the same answers each time", async () => {
        const again = await run("wired");
        const byUrn = (resources: readonly DeclaredResource[]) => Object.fromEntries(resources.map((resource) => [resource.urn, resource]));
        assert.deepEqual(byUrn(again.resources), byUrn(stack.resources));
        assert.deepEqual(again.outputs, stack.outputs);
    });

    // As in an engine's preview of a new stack: what hangs on a resource is not known, and no function of it runs.
    it("can be a preview, where ids and outputs are unknown", async () => {
        const preview = await run("wired", {}, true);
        assert.deepEqual(tree(preview), tree(stack));
        assert.deepEqual(
            preview.resources.map(({ id }) => id),
            preview.resources.map(() => ""),
        );
        assert.equal(preview.one("test:index:Thing", "first").inputs["text"], "none");
        assert.deepEqual(preview.one("test:index:Thing", "second").inputs["list"], [{ id: undefined }]);
        assert.equal(preview.one("test:index:Thing", "late").inputs["text"], undefined);
        assert.deepEqual(preview.outputs, { id: undefined, secret: { password: "hidden" }, preview: true, names: "fixture/test" });
    });

    it("knows what components register as their outputs, and which of them register none", () => {
        assert.deepEqual(stack.one("test:index:Group").outputs, { child: "group-child-id" });
        assert.equal(thing("first").outputs, undefined);
    });

    for (const { fixture, message } of [
        { fixture: "throws", message: "The program failed." },
        { fixture: "leaves-rejection", message: "Nobody waits for this." },
        { fixture: "leaves-rejection-late", message: "Nobody waits for this either." },
        { fixture: "throws-and-leaves-rejection", message: "The program failed." },
        { fixture: "fails-late", message: "An output failed." },
    ]) {
        it(`fails with the program: ${fixture}`, async () => {
            await assert.rejects(run(fixture), (error: Error) => error.message.includes(message));
            // And leaves nothing behind for the next one.
            assert.deepEqual(tree(await run("wired")), tree(stack));
        });
    }

    it("fails where it would have to guess what a function of AWS answers", async () => {
        await assert.rejects(run("unknown-call"), /no answer for the function test:index:getThing/);
    });

    it("fails where there is no program", async () => {
        await assert.rejects(run("no-such-program"), /Cannot find module/);
    });
});

describe("declared stack", () => {
    it("finds the one resource of a type and name, and says what there is instead", async () => {
        const stack = await run("wired");
        assert.equal(stack.one("test:index:Group").name, "group");
        assert.equal(stack.one("test:index:Thing", "late").name, "late");
        assert.throws(() => stack.one("test:index:Thing"), /5 resources of type test:index:Thing: .*first.*; expected one/);
        assert.throws(() => stack.one("test:index:Thing", "none"), /0 resources of type test:index:Thing named none; expected one/);
        assert.throws(() => stack.one("test:index:None"), /0 resources of type test:index:None; expected one/);
        assert.deepEqual(stack.ofType("test:index:None"), []);
    });
});
