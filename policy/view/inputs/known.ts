/** The inputs that a resource, or an object in it, may have, by their names, with those inside them. Into one that has none, nobody looks. */
export type Known = ReadonlyMap<string, Known>;

/** Type token to its inputs, as {@link read} takes them. */
export type Inputs = Readonly<Record<string, string>>;

/**
 * Reads a list of inputs: names, with braces around what is inside the one before. Lists have no level of their own:
 * `actions { type forward { targetGroups { arn } } }` is for `actions[0].forward.targetGroups[1].arn` as well.
 */
export function read(text: string): Known {
    const root = new Map<string, Known>();
    const open = [root];
    let last = root;
    for (const word of text.split(/\s+/).filter((each) => each !== "")) {
        const current = open.at(-1) ?? root;
        if (word === "{") {
            open.push(last);
        } else if (word === "}") {
            open.pop();
        } else {
            last = new Map<string, Known>();
            current.set(word, last);
        }
    }
    return root;
}

/** Inputs with others beside them. */
export function and(known: Known, more: Known): Known {
    return new Map([...known, ...more]);
}

/** Inputs without some of them. */
export function without(known: Known, ...names: readonly string[]): Known {
    return new Map([...known].filter(([name]) => !names.includes(name)));
}
