import type { PolicyResource, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { at, isUnknownValue } from "../../declared/values";
import { enginePolicy } from "../../policy/engine-policy";
import type { StackRule } from "../../policy/rule";
import { repository } from "../unit/support/declare";
import { unknown } from "./support/engine-resources";

// The SDK declares neither, and exports both.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
const sdk = require("@pulumi/policy") as {
    readonly unknownCheckingProxy: (props: object) => Record<string, unknown>;
    readonly UnknownValueError: new (...args: unknown[]) => Error;
};

const rule: StackRule = {
    id: "reads-a",
    scope: "stack",
    description: "",
    remedy: "Do.",
    types: "all",
    *check({ props }) {
        yield "it is there";
        yield `a is ${String(at(props, "a"))}`;
    },
};

function resource(name: string): PolicyResource {
    const props = sdk.unknownCheckingProxy({ a: unknown });
    return {
        urn: `urn:${name}`,
        type: "t",
        name,
        props,
        opts: { protect: false, ignoreChanges: [] },
        propertyDependencies: {},
    } as unknown as PolicyResource;
}

describe("what the engine is told of values that are not known", () => {
    const { validateStack } = enginePolicy(rule) as StackValidationPolicy;
    const reported: string[] = [];
    let thrown: unknown;
    before(async () => {
        const args = { resources: [resource("one"), resource("two")] } as unknown as StackValidationArgs;
        try {
            await validateStack(args, (message) => void reported.push(message));
        } catch (error) {
            thrown = error;
        }
    });

    it("is what was found before them, and one error of the SDK's class that names them all", () => {
        assert.deepEqual(reported, ["one: it is there. Do.", "two: it is there. Do."]);
        assert.ok(thrown instanceof sdk.UnknownValueError && isUnknownValue(thrown));
        assert.match(thrown.message, /^one: .* at \.a can't be known during preview; two: .* at \.a can't be known during preview$/);
    });

    it("keeps every error as the SDK threw it", () => {
        const { errors } = (thrown as Error).cause as AggregateError;
        assert.deepEqual(
            errors.map((error) => (error as Error).message.replace(/^\S+ /, "")),
            ["value at .a can't be known during preview", "value at .a can't be known during preview"],
        );
    });

    it("relies on the version of the SDK that the source names", () => {
        const { devDependencies } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
            devDependencies: Record<string, string>;
        };
        const source = readFileSync(path.join(repository, "declared/values.ts"), "utf8");
        assert.ok(source.includes(`\`@pulumi/policy\` ${devDependencies["@pulumi/policy"]}`));
    });
});
