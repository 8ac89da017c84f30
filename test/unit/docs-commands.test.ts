import assert from "node:assert/strict";
import { load } from "js-yaml";
import { usage } from "../../local/options";
import type { DeclaredResource } from "../../local/declared";
import { settingDefinitions } from "../../settings/schema";
import { steps } from "../run/steps";
import { declare } from "./support/declare";
import { codeLines, inlineCode, markdownFiles, read, tableRows } from "./support/markdown";
import { pulumiCommands } from "./support/pulumi-cli";

/** One command of the documentation: its words, after the program's name, and where it is. */
interface Command {
    readonly file: string;
    readonly text: string;
    readonly words: readonly string[];
}

/** Commands that begin a line, or stand between backticks or in `$( )`. */
function commandsOf(program: RegExp): Command[] {
    return markdownFiles().flatMap((file) =>
        [...codeLines(file), ...inlineCode(file)].flatMap((line) =>
            line
                .split(/\$\(|[|;]/)
                .map((part) => part.replace(/\s#.*|\).*/, "").trim())
                .filter((part) => program.test(part))
                .map((text) => ({ file, text, words: text.replace(program, "").split(/\s+/) })),
        ),
    );
}

function optionsOf(words: readonly string[]): string[] {
    return words.filter((word) => /^--\w/.test(word)).map((word) => word.split("=")[0]!);
}

describe("commands of the documentation", () => {
    const npm = commandsOf(/^npm /);
    const pulumi = commandsOf(/^(?:npx )?pulumi /);
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };

    it("are found", () => {
        assert.ok(npm.length >= 20 && pulumi.length >= 30, `${npm.length} of npm, ${pulumi.length} of pulumi`);
        assert.ok(pulumi.some(({ text }) => text === "npx pulumi stack output region"));
    });

    it("of npm are its own or scripts of package.json", () => {
        const known = new Set(["ci", "install", "start", "test", ...Object.keys(scripts).map((name) => `run ${name}`)]);
        const unknown = npm.filter(({ words: [first = "", second = ""] }) => !known.has(first === "run" ? `run ${second}` : first));
        assert.deepEqual(unknown, []);
        const named = new Set(npm.map(({ words: [first = "", second = ""] }) => (first === "run" ? second : first)));
        assert.deepEqual(
            Object.keys(scripts).filter((name) => !named.has(name)),
            [],
            "scripts that no page names",
        );
    });

    it("of npm that start the stack have options that it knows", () => {
        const unknown = npm.filter(
            ({ words }) => words[0] === "start" && optionsOf(words).some((option) => !usage.includes(` ${option} `)),
        );
        assert.deepEqual(unknown, []);
    });

    it("of npm that run one step of the tests name one that there is", () => {
        const named = npm.flatMap(({ words }) => (words.includes("--only") ? [words[words.indexOf("--only") + 1]!] : []));
        const names = steps.map(({ name }) => name);
        assert.ok(named.length > 0);
        assert.deepEqual(
            named.filter((name) => name !== "NAME" && !names.includes(name)),
            [],
        );
    });

    it("of pulumi are documented by Pulumi, with these options", () => {
        const unknown = pulumi.filter(({ words }) => {
            const name = Object.keys(pulumiCommands)
                .sort((a, b) => b.length - a.length)
                .find((command) => `${words.join(" ")} `.startsWith(`${command} `));
            return name === undefined || optionsOf(words).some((option) => !pulumiCommands[name]!.includes(option));
        });
        assert.deepEqual(unknown, []);
    });

    it("of pulumi set settings that there are, and show outputs that there are", async () => {
        const keys = [...Object.keys(settingDefinitions), "aws:region", "<key>"];
        const set = pulumi.filter(({ words: [first, second, key] }) => first === "config" && second === "set" && key !== undefined);
        // With --path, the key is what the path begins with.
        const keyOf = (words: readonly string[]): string =>
            words[2] === "--path" ? words[3]!.replace(/^'|'$/g, "").split(/[.[]/)[0]! : words[2]!;
        assert.deepEqual(
            set.filter(({ words }) => !keys.includes(keyOf(words))),
            [],
        );
        // With every option on that adds an output.
        const apps = '{"reports":{"host":"reports.example.com","folder":"./samples/explorer"}}';
        const outputs = Object.keys(
            (await declare({ config: { apps, accessLogs: "true", waf: "true", dashboard: "true", alarmEmail: "ada@example.com" } }))
                .outputs,
        );
        const shown = pulumi.filter(({ words: [first, second] }) => first === "stack" && second === "output");
        assert.deepEqual(
            shown.filter(({ words }) => !outputs.includes(words[2]!)),
            [],
        );
    });

    it("name resources by URNs of the program", async () => {
        const { resources } = await declare({ stack: "prod" });
        const urns = new Set(resources.map((resource) => engineUrn(resource, resources)));
        const named = markdownFiles().flatMap((file) => [...read(file).matchAll(/urn:pulumi:[^'"`\s]+/g)].map(([urn]) => urn));
        assert.ok(named.length > 0);
        assert.deepEqual(
            named.filter((urn) => !urns.has(urn)),
            [],
        );
    });

    it("put a rule before the program's own, and call its container by its name", async () => {
        const stack = await declare();
        const priorities = stack.resources.flatMap(({ inputs }) => (typeof inputs["priority"] === "number" ? [inputs["priority"]] : []));
        const [, priority] = /create-rule .*?--priority (\d+)/s.exec(read("docs/operations.md"))!;
        assert.equal(priorities.length, 3);
        assert.ok(Number(priority) < Math.min(...priorities));
        const { taskDefinitionArgs } = stack.one("awsx:ecs:FargateService").inputs as {
            taskDefinitionArgs: { container: { name: string } };
        };
        const [, container] = /execute-command .*--container (\S+)/.exec(read("docs/operations.md"))!;
        assert.equal(container, taskDefinitionArgs.container.name);
    });
});

/** As the engine has it: with the types of all parents, where mocks have the last one's only. */
function engineUrn({ urn, type, parent }: DeclaredResource, resources: readonly DeclaredResource[]): string {
    const above = resources.find((candidate) => candidate.urn === parent && candidate.type !== "pulumi:pulumi:Stack");
    const types = above === undefined ? type : `${engineUrn(above, resources).split("::")[2]}$${type}`;
    const [stack, project, , name] = urn.split("::");
    return [stack, project, types, name].join("::");
}

const { config } = load(read("Pulumi.yaml")) as { config: Readonly<Record<string, { readonly default: unknown }>> };

function settingRows(file: string): string[][] {
    return tableRows(read(file)).filter(([key = ""]) => /^`\w+`$/.test(key));
}

function keysIn(file: string): string[] {
    return settingRows(file).map(([key]) => key!.slice(1, -1));
}

for (const file of ["README.md", "README.ja.md"]) {
    it(`the settings in ${file} and those in docs/settings.md are those of Pulumi.yaml, in its order`, () => {
        assert.deepEqual([...keysIn(file), ...keysIn("docs/settings.md")], Object.keys(config));
    });
}

for (const file of ["README.md", "README.ja.md", "docs/settings.md"]) {
    it(`the settings in ${file} have the defaults of Pulumi.yaml, or words where it has none`, () => {
        const isDefault = ([key, shown]: readonly string[]): boolean => {
            const value = String(config[key!.slice(1, -1)]?.default);
            return value === "" ? !shown!.startsWith("`") : shown === `\`${value}\``;
        };
        assert.deepEqual(
            settingRows(file).filter((row) => !isDefault(row)),
            [],
        );
    });
}
