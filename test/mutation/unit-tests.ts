import Mocha from "mocha";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import type { DeclaredStack } from "../../local/declared";
import { evaluate, type EvaluateOptions } from "../../local/evaluate";
import { repository } from "../unit/support/declare";
import { mutate, NothingToChange, type Mutation } from "./mutation";

const folder = path.join(repository, "test/unit");

/** Tests that are not about what the program declares: those of the documentation, of the evaluation, of a stack's file. */
const others = /^(?:docs(?:-.*)?|evaluate|stack-config)\.test\.ts$/;

/** Tests that watch the evaluation itself, and not what comes of it; here, a stack is evaluated once for all runs. */
const watchesEvaluation = /keeps the repository's password a secret in the stack's state|registers the providers' details as a secret/;

/** What fails is in this command's table. */
class Silent extends Mocha.reporters.Base {}

const evaluated = new Map<string, Promise<DeclaredStack>>();

/** What evaluates for the specs, which load it as the evaluation's module. */
let evaluateForSpecs = evaluate;
const evaluation = require.cache[require.resolve("../../local/evaluate")]!;
evaluation.exports = { __esModule: true, ...evaluation.exports, evaluate: (options: EvaluateOptions) => evaluateForSpecs(options) };

/** The stacks that a spec evaluates, by its file; known once it has run without any edit. */
const stacksOf = new Map<string, Set<DeclaredStack>>();

/** What noticed last comes first: neighbours in the list of mutations are about the same part of the program. */
let specs = readdirSync(folder).filter((name) => name.endsWith(".test.ts") && !others.test(name));

/**
 * Runs the unit tests of the program against a mutated stack, in this process: the tests evaluate the program as ever, and get what it would
 * declare after the edit.
 *
 * @param mutation undefined runs them against the program as it is
 * @param all whether to look for every spec that notices, and not for the first only
 * @returns the specs with a test that failed, such as `rules`
 */
export async function failingSpecs(mutation: Mutation | undefined, all: boolean): Promise<string[]> {
    const edited = editing(mutation);
    let asked = new Set<DeclaredStack>();
    evaluateForSpecs = async (options) => {
        const key = JSON.stringify(options);
        const known = evaluated.get(key) ?? evaluate(options);
        evaluated.set(key, known);
        asked.add(await known);
        return edited(await known);
    };
    const failing: string[] = [];
    try {
        for (const spec of specs) {
            // Whoever gets the very stacks of the run without any edit has nothing to notice.
            const stacks = stacksOf.get(spec);
            if (stacks !== undefined && [...stacks].every((stack) => edited(stack) === stack)) continue;
            asked = new Set();
            const failed = await fails(spec);
            if (mutation === undefined) stacksOf.set(spec, asked);
            if (failed) {
                failing.push(nameOf(spec));
            }
            if (failing.length > 0 && !all) {
                break;
            }
        }
    } finally {
        evaluateForSpecs = evaluate;
    }
    specs = [...specs].sort((one, other) => Number(failing.includes(nameOf(other))) - Number(failing.includes(nameOf(one))));
    return failing.sort();
}

/**
 * What makes of each stack what it is after the edit, once for all specs. Under other settings the program may not declare what is edited; under the
 * usual ones, the policies' half of the run sees to it.
 */
function editing(mutation: Mutation | undefined): (stack: DeclaredStack) => DeclaredStack {
    const edited = new Map<DeclaredStack, DeclaredStack>();
    return (stack) => {
        const result = edited.get(stack) ?? withMutation(stack, mutation);
        edited.set(stack, result);
        return result;
    };
}

function withMutation(stack: DeclaredStack, mutation: Mutation | undefined): DeclaredStack {
    try {
        return mutation === undefined ? stack : mutate(mutation, stack);
    } catch (error) {
        if (error instanceof NothingToChange) {
            return stack;
        }
        throw error;
    }
}

function nameOf(spec: string): string {
    return path.basename(spec, ".test.ts");
}

/** Whether a test of the spec fails. */
async function fails(spec: string): Promise<boolean> {
    // Loaded anew each time: the specs keep stacks that they have evaluated.
    for (const file of Object.keys(require.cache).filter((name) => name.startsWith(folder))) {
        Reflect.deleteProperty(require.cache, file);
    }
    const mocha = new Mocha({ reporter: Silent, timeout: 30_000, bail: true }).grep(watchesEvaluation).invert();
    mocha.addFile(path.join(folder, spec));
    const failures = await new Promise<number>((resolve) => {
        mocha.run(resolve);
    });
    mocha.dispose();
    return failures > 0;
}
