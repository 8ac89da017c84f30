/** A member of a JSON object as text: empty when it is missing or something else. */
export function text(value: unknown): string {
    return typeof value === "string" ? value : "";
}

/** A member of a JSON object as a list of texts; empty when it is missing. */
export function texts(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
