import Mocha from "mocha";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import type { DeclaredStack } from "../../local/declared";
import { repository } from "../unit/support/declare";
import { mutate, NothingToChange, type Mutation } from "./mutation";
// The module itself, whose function is replaced; an ES import would be a copy.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
import evaluation = require("../../local/evaluate");

const folder = path.join(repository, "test/unit");

/** Tests that are not about what the program declares: those of the documentation, of the evaluation, of a stack's file. */
const others = /^(?:docs(?:-.*)?|evaluate|stack-config)\.test\.ts$/;

/** Tests that watch the evaluation itself, and not what comes of it; here, a stack is evaluated once for all runs. */
const watchesEvaluation = /keeps the repository's password a secret in the stack's state|registers the providers' details as a secret/;

/** What fails is in this command's table. */
class Silent extends Mocha.reporters.Base {}

const evaluated = new Map<string, Promise<DeclaredStack>>();
const original = evaluation.evaluate;

/**
 * Runs the unit tests of the program against a mutated stack, in this process: the tests evaluate the program as ever, and get what it would
 * declare after the edit.
 *
 * @param mutation undefined runs them against the program as it is
 * @returns the specs with a test that failed, such as `rules`
 */
export async function failingSpecs(mutation: Mutation | undefined): Promise<string[]> {
    evaluation.evaluate = async (options) => {
        const key = JSON.stringify(options);
        const known = evaluated.get(key) ?? original(options);
        evaluated.set(key, known);
        return withMutation(await known, mutation);
    };
    try {
        return await run();
    } finally {
        evaluation.evaluate = original;
    }
}

/** Under other settings the program may not declare what is edited; under the usual ones, the policies' half of the run sees to it. */
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

async function run(): Promise<string[]> {
    // Loaded anew each time: the specs keep stacks that they have evaluated.
    for (const file of Object.keys(require.cache).filter((name) => name.startsWith(folder))) {
        Reflect.deleteProperty(require.cache, file);
    }
    const mocha = new Mocha({ reporter: Silent, timeout: 30_000 }).grep(watchesEvaluation).invert();
    readdirSync(folder)
        .filter((name) => name.endsWith(".test.ts") && !others.test(name))
        .forEach((name) => mocha.addFile(path.join(folder, name)));
    const failing = new Set<string>();
    await new Promise((resolve) => {
        mocha.run(resolve).on("fail", (test) => failing.add(path.basename(test.file ?? "", ".test.ts")));
    });
    mocha.dispose();
    return [...failing].sort();
}
