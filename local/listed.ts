/** Several words as people write them: `a, b and c`. */
export function listed(words: readonly (string | number)[], joint: "and" | "or" = "and"): string {
    return [words.slice(0, -1).join(", "), words.at(-1)].filter((part) => part !== "").join(` ${joint} `);
}
