import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { copyProject } from "../../harness/project-copy";
import type { DeclaredStack } from "../../local/declared";
import { evaluate } from "../../local/evaluate";
import { declare, stackConfig } from "./support/declare";
import { read } from "./support/markdown";
import { types } from "./support/resources";

/** An entry of the file that `pulumi import --file` takes. Source: Pulumi docs, "Importing resources", bulk import. */
interface Imported {
    readonly type: string;
    readonly name: string;
    readonly logicalName?: string;
    readonly id?: string;
    readonly parent?: string;
    readonly component?: boolean;
}

/** The one fenced block of a language in the page, without the list's indentation. */
function block(language: string): string {
    const [found, ...more] = [...read("docs/from-cdk.md").matchAll(new RegExp(`^ {3}\`\`\`${language}\\n(.*?)^ {3}\`\`\``, "gms"))];
    assert.ok(found !== undefined && more.length === 0);
    return found[1]!.replaceAll(/^ {3}/gm, "");
}

/** The text with the changes of a diff, each line of which must be there as it says. */
function patched(text: string, diff: string): string {
    let after = "";
    let rest = text.split("\n");
    for (const line of diff.trimEnd().split("\n")) {
        const [sign, wanted] = [line[0]!, line.slice(1)];
        if (sign === "+") {
            after += `${wanted}\n`;
            continue;
        }
        const index = rest.indexOf(wanted);
        assert.notEqual(index, -1, `auth.ts lacks: ${wanted}`);
        after += rest.slice(0, sign === "-" ? index : index + 1).join("\n") + (sign === "-" && index === 0 ? "" : "\n");
        rest = rest.slice(index + 1);
    }
    return after + rest.join("\n");
}

describe("docs/from-cdk.md", () => {
    it("changes of the declared user pool what a pool that is there cannot change, and nothing else", async () => {
        const copy = copyProject();
        try {
            const file = path.join(copy.directory, "auth.ts");
            writeFileSync(file, patched(readFileSync(file, "utf8"), block("diff")));
            const edited: DeclaredStack = await evaluate({ directory: copy.directory, ...stackConfig() });
            const before = (await declare()).one(types.userPool).inputs;
            assert.deepEqual(edited.one(types.userPool).inputs, {
                ...before,
                name: "streamlit-user-pool-test",
                usernameConfiguration: { caseSensitive: true },
            });
        } finally {
            copy.remove();
        }
    });

    it("imports to where the program has them", async () => {
        const { resources } = JSON.parse(block("json")) as { readonly resources: readonly Imported[] };
        const stack = await declare({ config: { groups: '{"analysts":[]}' } });
        const root = stack.one(types.stack).urn;
        const nameOf = ({ logicalName, name }: Imported): string => logicalName ?? name;
        for (const resource of resources) {
            const declared = stack.one(resource.type, nameOf(resource));
            const parent = resources.find(({ name }) => name === resource.parent);
            assert.equal(declared.parent, parent === undefined ? root : stack.one(parent.type, nameOf(parent)).urn);
            assert.equal(resource.component === true, resource.id === undefined);
            assert.equal(resource.component === true, !declared.custom);
        }
        assert.deepEqual(
            resources.map(({ type }) => type),
            [types.auth, types.userPool, types.userPoolDomain],
        );
        assert.equal(stack.one("aws:cognito/userGroup:UserGroup", "streamlit-analysts").parent, stack.one(types.auth).urn);
    });
});
