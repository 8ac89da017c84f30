import * as pulumi from "@pulumi/pulumi";
import type { DeclaredStack } from "./declared";
import { evaluate, type EvaluateOptions } from "./evaluate";
import { withoutStackTraces } from "./without-stack-traces";

/** A person waits for it, so it is quick; a mistake in the program, which a message does not explain, is made once more, to say where it is. */
export async function evaluateQuickly(options: EvaluateOptions): Promise<DeclaredStack> {
    try {
        return await withoutStackTraces(() => evaluate(options));
    } catch (error) {
        if (pulumi.RunError.isInstance(error)) {
            throw error;
        }
        return evaluate(options);
    }
}
