import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { types } from "../../declared/types";
import type { DeclaredStack } from "../../local/declared";
import { rules } from "../../policy/rules";
import { stacks } from "../aws-api/stacks";
import { copyProgram } from "../engine/support/program";
import { batchesOf } from "../mutation/batches";
import { mutations } from "../mutation/mutations";
import { declare } from "../unit/support/declare";
import { startPack, type Diagnostic, type EngineResource, type RunningPack } from "./support/engine";
import { engineResources, unknown } from "./support/engine-resources";

/** Rules that need what nobody knows before a first deployment: the image's digest, which hides all of a container, and ARNs in policies. */
const unknownBefore = [
    "container-hardened",
    "groups-of-pool",
    "idle-timeout",
    "image-by-digest",
    "known-inputs",
    "logs-to-own-group",
    "no-escalation",
    "no-secret-in-environment",
    "no-wildcard-action",
    "no-wildcard-resource",
    "own-image",
    "requests-moved-by-aws",
    "secrets-match",
    "server-of-its-app",
    "server-trusts-own-stack",
    "server-variables",
];

/** The policy pack as `pulumi preview --policy-pack policy` runs it, but for the CLI: the tests ask as the engine does. */
describe("the policy pack", function () {
    this.timeout(60_000);
    let stack: DeclaredStack;
    let copy: string;
    let pack: RunningPack;
    before(async () => {
        stack = await declare();
        copy = mkdtempSync(path.join(tmpdir(), "policy-pack-"));
        copyProgram(copy);
        pack = await startPack(copy);
    });
    after(async () => {
        rmSync(copy, { recursive: true });
        await pack.stop();
    });

    const all = async (resources: readonly EngineResource[]): Promise<Diagnostic[]> => {
        const each = await Promise.all(resources.map((resource) => pack.analyze(resource)));
        return [...each.flat(), ...(await pack.analyzeStack(resources))];
    };

    /** The resources with the properties of one of them replaced. */
    const edited = (resources: readonly EngineResource[], name: string, properties: object): EngineResource[] => {
        assert.equal(resources.filter((resource) => resource.name === name).length, 1, name);
        return resources.map((resource) =>
            resource.name === name
                ? { ...resource, inputs: { ...resource.inputs, ...properties }, properties: { ...resource.properties, ...properties } }
                : resource,
        );
    };

    // It runs in such a copy: where the engine's own test is skipped, nobody else would notice what the copy lacks.
    it("needs nothing but what the engine's test copies", async () => {
        assert.equal((await pack.info()).getName(), "streamlit-cognito");
    });

    it("tells the engine every rule, mandatory, with its description", async () => {
        const info = await pack.info();
        const policies = info.getPoliciesList();
        assert.deepEqual(
            policies.map((policy) => [policy.getName(), policy.getDescription(), policy.getEnforcementlevel()]),
            rules.map(({ id, description }) => [id, description, 1]),
        );
    });

    it("finds nothing in the program once all is known", async () => {
        assert.deepEqual(await all(engineResources(stack, "update")), []);
    });

    it("finds nothing at a first preview, and warns of what it could not check yet", async () => {
        const found = await all(engineResources(stack, "preview"));
        assert.deepEqual(
            found.filter(({ level }) => level === "mandatory"),
            [],
        );
        assert.deepEqual([...new Set(found.map(({ policy }) => policy))].sort(), unknownBefore);
        for (const { policy, message } of found) {
            assert.match(message, new RegExp(`can't run policy '${policy}'.*streamlit.*can't be known during preview`));
        }
    });

    // Before a first deployment, who names whom can be told by where values come from only, and a provider has completed what was asked for.
    it("finds nothing under any settings, before a first deployment and after it, but that nobody is offered a second factor where it is off", async function () {
        this.timeout(180_000);
        for (const [what, overrides] of Object.entries(stacks)) {
            for (const when of ["preview", "update"] as const) {
                const found = (await all(engineResources(await declare(overrides), when))).filter(({ level }) => level === "mandatory");
                const expected = what === "no second factor" ? ["second-factor-offered"] : [];
                assert.deepEqual([...new Set(found.map(({ policy }) => policy))], expected, `${what}, ${when}`);
            }
        }
    });

    it("names rule, resource, fault and remedy of a violation before the resource is made", async () => {
        const resources = edited(engineResources(stack, "preview"), "streamlit-page", {
            actions: [{ type: "forward", targetGroupArn: unknown }],
        });
        const page = resources.find(({ name }) => name === "streamlit-page")!;
        const [found, ...more] = await pack.analyze(page);
        assert.deepEqual([found?.policy, found?.level, more], ["authenticate-before-forward", "mandatory", []]);
        assert.match(found!.message, /streamlit-page: forwards without authentication\. Put an authenticate-cognito action before/);
    });

    // At a first preview no security group has an id: who may talk to whom is told by where the ids come from.
    it("finds a way past the load balancer at a first preview", async () => {
        const resources = engineResources(stack, "preview");
        const open = edited(resources, "streamlit-task-in-load-balancer", { cidrIpv4: "0.0.0.0/0" });
        const service = resources.find(({ type }) => type === types.service)!;
        const balancer = resources.find(({ name, type }) => name === "streamlit-load-balancer" && type === types.securityGroup)!;
        const moved = resources.map((resource) =>
            resource === service
                ? { ...service, propertyDependencies: { ...service.propertyDependencies, networkConfiguration: [balancer.urn] } }
                : resource,
        );
        assert.deepEqual(await mandatory(open), ["tasks-behind-load-balancer streamlit-task-in-load-balancer"]);
        assert.deepEqual(await mandatory(moved), ["service-security-group streamlit"]);
    });

    it("finds, in what it can see of a resource, a violation beside a value that is unknown", async () => {
        const resources = engineResources(stack, "preview");
        const task = resources.find(({ type }) => type === types.taskDefinition)!;
        const other = { ...task, urn: `${task.urn}-2`, name: "other", properties: { containerDefinitions: '[{"image":"app:latest"}]' } };
        const found = (await pack.analyzeStack([...resources, other])).filter(({ policy }) => policy === "image-by-digest");
        assert.deepEqual(
            found.map(({ level, message }) => [level, /other|streamlit/.exec(message.split("policy pack").at(-1)!)?.[0]]),
            [
                ["mandatory", "other"],
                ["advisory", "streamlit"],
            ],
        );
    });

    // Many edits in one question, as the SDK reads all resources anew for each rule.
    it("finds every dangerous edit that npm run policy finds, by the same rules at the same resources", async function () {
        this.timeout(240_000);
        const originals = new Map<DeclaredStack, ReadonlySet<string>>();
        for (const { original, mutations: edits, mutated, faults } of await batchesOf(mutations)) {
            const before =
                originals.get(original) ?? new Set(engineResources(original, "update").map((resource) => JSON.stringify(resource)));
            originals.set(original, before);
            const resources = engineResources(mutated, "update");
            const changed = resources.filter((resource) => !before.has(JSON.stringify(resource)));
            const found = (await Promise.all([...changed.map((resource) => pack.analyze(resource)), pack.analyzeStack(resources)])).flat();
            const seen = found.map(({ policy, urn, message }) => `${policy} ${urn.split("::").at(-1)}: ${message}`);
            // The engine tells no pack of this option.
            const retained = mutated.resources
                .filter(({ options }) => options.retainOnDelete)
                .map(({ name }) => `deletable ${name}: it is kept`);
            const expected = [...faults].filter((fault) => !retained.some((beginning) => fault.startsWith(beginning)));
            assert.deepEqual(numbers(seen), numbers(expected), edits.map(({ what }) => what).join("; "));
        }
    });

    /** How many things each rule says of each resource. Not which: what is asked for of awsx, the engine shows by other names. */
    function numbers(faults: readonly string[]): Record<string, number> {
        const counted: Record<string, number> = {};
        for (const fault of new Set(faults)) {
            const what = fault.slice(0, fault.indexOf(": "));
            counted[what] = (counted[what] ?? 0) + 1;
        }
        return counted;
    }

    async function mandatory(resources: readonly EngineResource[]): Promise<string[]> {
        const found = await pack.analyzeStack(resources);
        return found.filter(({ level }) => level === "mandatory").map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`);
    }
});
