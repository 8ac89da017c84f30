/** The name that a mistyped one was probably meant to be: at most a third of its letters, in whatever case, are wrong. Undefined where there is none. */
export function nearestName(mistyped: string, names: readonly string[]): string | undefined {
    const distances = names.map((name) => ({ name, distance: editDistance(mistyped.toLowerCase(), name.toLowerCase()) }));
    const [first] = distances.sort((one, other) => one.distance - other.distance);
    return first !== undefined && first.distance <= Math.max(1, mistyped.length / 3) ? first.name : undefined;
}

/** How many letters must be added, left out or replaced to make one text of the other: the Levenshtein distance. */
function editDistance(from: string, to: string): number {
    // Distances of the letters so far to every beginning of the other text.
    let distances = Array.from({ length: to.length + 1 }, (_, letters) => letters);
    for (const [index, letter] of Array.from(from).entries()) {
        const next = [index + 1];
        for (const [column, other] of Array.from(to).entries()) {
            const replaced = (distances[column] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(replaced, (distances[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
        }
        distances = next;
    }
    return distances.at(-1) ?? 0;
}
