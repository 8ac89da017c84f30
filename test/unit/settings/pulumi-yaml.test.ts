import { load } from "js-yaml";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readStackConfig } from "../../../local/stack-config";
import type { SettingDefinition } from "../../../settings/definition";
import { settingDefinitions } from "../../../settings/schema";
import { repository } from "../support/declare";
import { problemsOf, settingsOf } from "../support/settings";

interface Project {
    readonly name: string;
    readonly runtime: { readonly name: string; readonly options: { readonly tsconfig: string } };
    readonly config: Readonly<Record<string, { readonly description?: string; readonly default?: unknown }>>;
}

function read(file: string): unknown {
    return load(fs.readFileSync(path.join(repository, file), "utf8"));
}

describe("Pulumi.yaml", () => {
    const project = read("Pulumi.yaml") as Project;

    it("declares every setting of the program, and nothing else", () => {
        assert.deepEqual(Object.keys(project.config), Object.keys(settingDefinitions));
    });

    for (const [key, declared] of Object.entries(project.config)) {
        it(`gives ${key} a description and a default`, () => {
            assert.deepEqual(Object.keys(declared).sort(), ["default", "description"]);
            assert.match(declared.description ?? "", /^[A-Z].{20,}\.$/);
        });
    }

    // All but the domain, which only the owner knows.
    it("has defaults that are valid and, without a value, leave optional settings empty", async () => {
        const { problems } = await problemsOf({ config: { domain: "" } });
        assert.deepEqual(
            problems.map(({ key }) => key),
            ["domain"],
        );
        const empty = Object.keys(project.config).filter((key) => project.config[key]!.default === "");
        const optional = Object.entries<SettingDefinition<unknown>>(settingDefinitions).flatMap(([key, { required }]) =>
            required ? [] : [key],
        );
        assert.deepEqual(empty, ["domain", ...optional]);
    });

    it("runs the program with a tsconfig that exists, and does not check types again", () => {
        const { name, options } = project.runtime;
        assert.equal(name, "nodejs");
        const { compilerOptions } = JSON.parse(fs.readFileSync(path.join(repository, options.tsconfig), "utf8")) as {
            compilerOptions: { noCheck: boolean };
        };
        assert.equal(compilerOptions.noCheck, true);
    });
});

describe("Pulumi.dev.yaml", () => {
    it("is an example that works, of the values that each stack needs and no more", async () => {
        const { config } = read("Pulumi.dev.yaml") as { config: Record<string, unknown> };
        assert.deepEqual(Object.keys(config).sort(), ["aws:region", "streamlit-cognito:domain"]);
        const { domain, region } = await settingsOf();
        assert.deepEqual({ domain, region }, { domain: "streamlit.example.com", region: "us-east-1" });
    });

    it("is read as what the Pulumi CLI hands over: namespaced keys, every value a text", () => {
        const { project, stack, config } = readStackConfig({ directory: repository, stack: "dev" });
        assert.equal(project, "streamlit-cognito");
        assert.equal(stack, "dev");
        const own = Object.keys(settingDefinitions).map((key) => `streamlit-cognito:${key}`);
        assert.deepEqual(Object.keys(config).sort(), ["aws:region", ...own].sort());
        assert.equal(config["streamlit-cognito:cpu"], "256");
        assert.equal(config["streamlit-cognito:exec"], "false");
    });
});
