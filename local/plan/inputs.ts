import type { DeclaredResource } from "../declared";
import type { Refusals } from "./refusals";

/**
 * Reads the inputs of one resource, or of one object in them, and remembers which keys were read. What nobody read or declared
 * harmless is refused by {@link Inputs.end}: an input of a future version of the program cannot be passed over in silence.
 */
export class Inputs {
    readonly #known = new Set<string>();

    constructor(
        readonly resource: DeclaredResource,
        readonly refusals: Refusals,
        private readonly values: Readonly<Record<string, unknown>> = resource.inputs,
        private readonly path = "",
    ) {}

    /** Notes that an input of this object is not served. */
    refuse(key: string, why: string): void {
        this.refusals.refuse(this.resource, this.path + key, why);
    }

    /** The raw value; `null` counts as absent, as it does for the providers. */
    any(key: string): unknown {
        this.#known.add(key);
        return this.values[key] ?? undefined;
    }

    has(key: string): boolean {
        return this.any(key) !== undefined;
    }

    string(key: string): string | undefined;
    string(key: string, byDefault: string): string;
    string(key: string, byDefault?: string): string | undefined {
        const value = this.any(key);
        if (typeof value === "string" || value === undefined) {
            return value ?? byDefault;
        }
        this.#wrongType(key, "text", value);
        return byDefault;
    }

    number(key: string): number | undefined;
    number(key: string, byDefault: number): number;
    number(key: string, byDefault?: number): number | undefined {
        const value = this.any(key);
        const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
        if (number === undefined || (typeof number === "number" && Number.isFinite(number))) {
            return number ?? byDefault;
        }
        this.#wrongType(key, "a number", value);
        return byDefault;
    }

    boolean(key: string): boolean | undefined;
    boolean(key: string, byDefault: boolean): boolean;
    boolean(key: string, byDefault?: boolean): boolean | undefined {
        const value = this.any(key);
        if (typeof value === "boolean" || value === undefined) {
            return value ?? byDefault;
        }
        this.#wrongType(key, "true or false", value);
        return byDefault;
    }

    /** A text that must be one of those that the local run serves. */
    oneOf<const T extends string>(key: string, served: readonly T[], byDefault: T): T {
        const value = this.string(key, byDefault);
        const found = served.find((candidate) => candidate === value);
        if (found === undefined) {
            this.refuse(key, `"${value}" is not served here, only ${served.map((candidate) => `"${candidate}"`).join(", ")}`);
        }
        return found ?? byDefault;
    }

    strings(key: string): string[] | undefined {
        const value = this.any(key);
        if (value === undefined || (Array.isArray(value) && value.every((item) => typeof item === "string"))) {
            return value;
        }
        this.#wrongType(key, "a list of texts", value);
        return undefined;
    }

    /** Names to texts, such as tags or extra parameters. */
    map(key: string): Record<string, string> {
        const value = this.any(key);
        if (value === undefined) {
            return {};
        }
        if (isRecord(value) && Object.values(value).every((item) => typeof item === "string")) {
            return { ...value } as Record<string, string>;
        }
        this.#wrongType(key, "a map of texts", value);
        return {};
    }

    /** An object, to be read in turn; call its own {@link Inputs.end}. */
    object(key: string): Inputs | undefined {
        const value = this.any(key);
        if (value === undefined) {
            return undefined;
        }
        if (isRecord(value)) {
            return new Inputs(this.resource, this.refusals, value, `${this.path}${key}.`);
        }
        this.#wrongType(key, "an object", value);
        return undefined;
    }

    /** A list of objects, each to be read in turn. */
    objects(key: string): Inputs[] {
        const value = this.any(key);
        if (value === undefined) {
            return [];
        }
        if (Array.isArray(value) && value.every(isRecord)) {
            return value.map((item, index) => new Inputs(this.resource, this.refusals, item, `${this.path}${key}[${index}].`));
        }
        this.#wrongType(key, "a list of objects", value);
        return [];
    }

    /** Declares that these keys make no difference to what one machine serves; say why at the call. */
    noDifference(...keys: string[]): void {
        for (const key of keys) {
            this.#known.add(key);
        }
    }

    /** Refuses the keys when they are given a value other than AWS's default, the only one served. */
    mustBe(key: string, served: boolean | number | string, why: string): void {
        const value = this.any(key);
        if (value !== undefined && value !== served) {
            this.refuse(key, why);
        }
    }

    /** Refuses a list that holds anything but what is served. */
    eachMustBe(key: string, isServed: (value: string) => boolean, why: string): void {
        const value = this.any(key);
        const others = Array.isArray(value) ? value.filter((one) => !isServed(String(one))) : [];
        if (others.length > 0) {
            this.refuse(key, `${why}, not ${others.join(", ")}`);
        }
    }

    /** Refuses the keys when they are given at all. */
    never(why: string, ...keys: string[]): void {
        for (const key of keys) {
            if (this.has(key)) {
                this.refuse(key, why);
            }
        }
    }

    /** Refuses every key that was neither read nor declared harmless. */
    end(): void {
        for (const [key, value] of Object.entries(this.values)) {
            if (value !== undefined && value !== null && !this.#known.has(key)) {
                this.refuse(key, "an input that the local run does not know");
            }
        }
    }

    #wrongType(key: string, expected: string, value: unknown): void {
        this.refuse(key, `expected ${expected}, found ${JSON.stringify(value)}`);
    }
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
