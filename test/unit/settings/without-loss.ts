import type { Problem } from "../../../settings/problems";

/**
 * What is said in the place of a command with an example, which would drop what is right in a value of several parts, and with it people or apps.
 *
 * @param problem with that command
 */
export function withoutLoss(problem: Problem): Problem {
    const { key, value = "", mend } = problem;
    const byHand = `Correct that part of ${key} in Pulumi.dev.yaml: a command that sets all of it would drop the rest.`;
    const isWhole = typeof mend === "string" && mend.startsWith(`pulumi config set ${key} `);
    return isWhole && /^[[{]/.test(value) ? { ...problem, mend: { byHand } } : problem;
}
