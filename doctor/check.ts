import type { Context } from "./context";

/** Something that a check saw, for a person to read. */
export type Finding = Fine | Fault;

/** What is as it must be. */
export interface Fine {
    readonly level: "ok";
    readonly what: string;
}

/**
 * What is not. A failure is what a deployment fails at, or what leaves the app out of reach; a warning is what may surprise; unchecked is what
 * could not be looked at, and may be either.
 */
export interface Fault {
    readonly level: "failure" | "warning" | "unchecked";
    readonly what: string;
    /** What follows from it, or what it comes from. */
    readonly why: string;
    /** The command that mends it. */
    readonly mend: string;
}

/** One thing to look at before the first deployment; a file each in `checks/`. It changes nothing anywhere. */
export interface Check {
    readonly name: string;
    /** Whether it asks AWS, so that without credentials it is not even tried. */
    readonly asksAws: boolean;
    /** @throws whatever keeps it from looking: it is told as unchecked. */
    readonly run: (context: Context) => Promise<readonly Finding[]>;
}

export function ok(what: string): Fine {
    return { level: "ok", what };
}

export function failure(what: string, why: string, mend: string): Fault {
    return { level: "failure", what, why, mend };
}

export function warning(what: string, why: string, mend: string): Fault {
    return { level: "warning", what, why, mend };
}

export function unchecked(what: string, why: string, mend: string): Fault {
    return { level: "unchecked", what, why, mend };
}
