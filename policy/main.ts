// `npm run policy`: checks every rule against what the program declares, without the Pulumi CLI.
import * as path from "node:path";
import type { Stack } from "../declared/resource";
import { viewOfDeclared } from "../declared/view";
import { commandWith, readCommandLine, runMain } from "../local/command-line";
import { readStackConfig } from "../local/stack-config";
import { checkRule, type Finding } from "./check";
import { readLevels, type Level } from "./levels";
import type { Rule } from "./rule";
import { rules } from "./rules";

const usage = `Checks the policies against what the program declares.

    npm run policy -- [options]

    --stack NAME     stack whose settings are used                             [dev]
    --config FILE    rules to relax, as in pulumi preview --policy-pack-config
    --secrets FILE   YAML file of values for the stack's encrypted settings
    --help           this text
`;

/** The program's folder. */
const directory = path.resolve(__dirname, "..");

async function main(): Promise<void> {
    const options = {
        stack: { type: "string" },
        config: { type: "string" },
        secrets: { type: "string" },
        help: { type: "boolean", short: "h" },
    } as const;
    const values = readCommandLine("npm run policy", options);
    if (values.help === true) {
        console.log(usage);
        return;
    }
    const levelOf = values.config === undefined ? () => "mandatory" as const : readLevels(values.config, ids());
    const { stack = "dev", config, secrets } = values;
    const secretsCommand = commandWith("npm run policy", { stack, config, secrets: "FILE" });
    const stackConfig = readStackConfig({ directory, stack, secrets, secretsCommand });
    // Loads Pulumi, which takes a second: not before the command line and the stack are known to be right.
    const { evaluateQuickly } = await import("../local/evaluate-quickly");
    const view = viewOfDeclared(await evaluateQuickly({ directory, ...stackConfig }));
    const results = rules.map((rule) => resultOf(rule, levelOf(rule.id), view));
    // What there is to do stands last, where a terminal shows it.
    words.forEach((word) => results.filter((result) => result.word === word).forEach(print));
    const failed = results.filter(({ word }) => word === "VIOLATION");
    console.log(`\nStack ${stackConfig.stack}: ${rules.length} rules, ${failed.length} violated.`);
    process.exitCode = failed.length === 0 ? 0 : 1;
}

function ids(): string[] {
    return rules.map(({ id }) => id);
}

/** What is said of a rule, in the order in which it is printed. */
const words = ["ok", "disabled", "advisory", "VIOLATION"] as const;

interface Result {
    readonly rule: Rule;
    readonly word: (typeof words)[number];
    readonly findings: readonly Finding[];
}

function resultOf(rule: Rule, level: Level, view: Stack): Result {
    const findings = level === "disabled" ? [] : checkRule(rule, view);
    const word = level === "disabled" ? "disabled" : findings.length === 0 ? "ok" : level === "advisory" ? "advisory" : "VIOLATION";
    return { rule, word, findings };
}

function print({ rule, word, findings }: Result): void {
    const widest = Math.max(...ids().map(({ length }) => length));
    console.log(`${word.padEnd(10)} ${rule.id.padEnd(widest)}  ${rule.description}`);
    for (const { resource, message } of findings) {
        console.log(`             ${resource.name} (${resource.type}): ${message}`);
    }
    if (findings.length > 0) {
        console.log(`             ${rule.remedy}`);
    }
}

runMain(main);
