/** Where a value is inside another: keys and indexes. */
export type Path = readonly (string | number)[];

/** A value deep inside another; undefined where something on the way is missing. */
export function at(value: unknown, ...path: Path): unknown {
    let current = value;
    for (const key of path) {
        if (typeof current !== "object" || current === null) {
            return undefined;
        }
        current = (current as Record<string | number, unknown>)[key];
    }
    return current;
}

/** A list deep inside a value; empty where there is none. */
export function listAt(value: unknown, ...path: Path): readonly unknown[] {
    const found = at(value, ...path);
    return Array.isArray(found) ? [...(found as unknown[])] : [];
}

/** A text deep inside a value; undefined where there is none. */
export function textAt(value: unknown, ...path: Path): string | undefined {
    const found = at(value, ...path);
    return typeof found === "string" ? found : undefined;
}

/** A list of texts deep inside a value, or a single text as a list of one, as AWS's policy documents have it. */
export function textsAt(value: unknown, ...path: Path): readonly string[] {
    const found = at(value, ...path);
    return (Array.isArray(found) ? [...(found as unknown[])] : [found]).filter((item) => typeof item === "string");
}

/** A number deep inside a value, also where it is written as text; NaN where there is none. */
export function numberAt(value: unknown, ...path: Path): number {
    const found = at(value, ...path);
    return typeof found === "number" || (typeof found === "string" && found.trim() !== "") ? Number(found) : Number.NaN;
}

/** A value as a message shows it. */
export function show(value: unknown): string {
    return value === undefined ? "not set" : JSON.stringify(value);
}

/**
 * Whether an error says that a value is not known before the deployment. Pulumi's policy SDK throws it and does not declare its class, so this relies
 * on the class's name in `@pulumi/policy` 1.21.0 (`proxy.js`).
 */
export function isUnknownValue(error: unknown): error is Error {
    return error instanceof Error && error.constructor.name === "UnknownValueError";
}
