import type { DeclaredResource } from "../declared";

/** Something that the program declares and that the local run cannot serve as AWS would. */
export interface Refusal {
    /** Type and logical name of the resource. */
    readonly resource: string;
    /** The input, condition or value that is not served. */
    readonly what: string;
    readonly why: string;
}

/** Every refusal of one plan, in one error: a person fixes them in one go. */
export class RefusedError extends Error {
    override readonly name = "RefusedError";

    constructor(readonly refusals: readonly Refusal[]) {
        const lines = refusals.map(({ resource, what, why }) => `  - ${resource}: ${what}: ${why}`);
        super(
            [
                "The local run would not behave as AWS does, so it does not start. What it cannot serve:",
                ...lines,
                "Change the settings or the program's lines that declare this, or try it on AWS: npx pulumi up",
            ].join("\n"),
        );
    }
}

/** Collects refusals while a plan is made. */
export class Refusals {
    /** By what they say: an input that is read twice is refused once. */
    readonly #found = new Map<string, Refusal>();

    /** Notes that `what` of a resource is not served, and why. The plan goes on, so that every refusal is found. */
    refuse(resource: Pick<DeclaredResource, "type" | "name">, what: string, why: string): void {
        const refusal = { resource: `${resource.type} "${resource.name}"`, what, why };
        this.#found.set(JSON.stringify(refusal), refusal);
    }

    /** @throws RefusedError when anything was refused. */
    throwIfAny(): void {
        if (this.#found.size > 0) {
            throw new RefusedError([...this.#found.values()]);
        }
    }
}
