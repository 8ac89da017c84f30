import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { rules } from "../../policy/rules";
import { repository } from "../unit/support/declare";

/** Names of the files in a folder of the project, without what they end in. */
function filesIn(folder: string, ending: string): string[] {
    const names = readdirSync(path.join(repository, folder)).filter((name) => name.endsWith(ending));
    return names.map((name) => name.slice(0, -ending.length)).sort();
}

describe("every rule of the policy pack", () => {
    const ids = rules.map(({ id }) => id);

    it("has a row in docs/policies.md that says what it does, and every row is a rule", () => {
        const text = readFileSync(path.join(repository, "docs/policies.md"), "utf8");
        const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| (\w+) \| (.*) \|$/gm)].map(([, id, scope, description]) => [
            id,
            scope,
            description,
        ]);
        assert.deepEqual(
            rows,
            rules.map(({ id, scope, description }) => [id, scope, description]),
        );
    });

    it("has a file and a test of its own, and is in the list, in order", () => {
        assert.deepEqual(ids, [...ids].sort());
        assert.deepEqual(
            filesIn("policy/rules", ".ts").filter((name) => name !== "index"),
            ids,
        );
        assert.deepEqual(filesIn("test/policy/rules", ".test.ts"), ids);
    });

    it("tells in its remedy of files and folders that are there", () => {
        const told = rules.flatMap(({ remedy }) => remedy.match(/[\w-]+\/[\w/-]+\.ts|policy\/[\w/-]+\//g) ?? []);
        assert.ok(told.includes("service/image.ts") && told.includes("policy/view/inputs/"), told.join(", "));
        assert.deepEqual(
            told.filter((name) => !existsSync(path.join(repository, name))),
            [],
        );
    });

    it("is in a pack of the version that the CLI shows", () => {
        const { version } = JSON.parse(readFileSync(path.join(repository, "policy/package.json"), "utf8")) as { version: string };
        assert.match(readFileSync(path.join(repository, "policy/PulumiPolicy.yaml"), "utf8"), new RegExp(`^version: ${version}$`, "m"));
    });

    // A second copy would have another idea of what an unknown value is.
    it("runs on the program's own copy of the Pulumi SDK", () => {
        assert.ok(!existsSync(path.join(repository, "policy/node_modules")));
        assert.ok(!existsSync(path.join(repository, "node_modules/@pulumi/policy/node_modules/@pulumi/pulumi")));
    });
});
