import { unchecked, type Check, type Finding } from "./check";
import type { Context } from "./context";
import { uncheckable } from "./uncheckable";

/** A check, and what it found. */
export interface Result {
    readonly check: Check;
    readonly findings: readonly Finding[];
}

export interface RunOptions {
    /** Milliseconds that a check may take. */
    readonly timeout: number;
    /** Gets the names of those that are still at it, at the start and whenever one is done or dropped; none at the end. */
    readonly onProgress?: (waitingFor: readonly string[]) => void;
}

/**
 * Runs every check, all at once but for the first, which tells whether AWS can be asked at all.
 *
 * @returns in the order of the checks; nothing is left out: what could not be looked at is said.
 */
export async function runChecks(checks: readonly Check[], context: Context, options: RunOptions): Promise<readonly Result[]> {
    const [first, ...rest] = checks;
    if (first === undefined) {
        return [];
    }
    const waiting = new Set(checks.map(({ name }) => name));
    const tell = (): void => options.onProgress?.([...waiting]);
    tell();
    const done = (...some: readonly Check[]): void => {
        some.forEach(({ name }) => waiting.delete(name));
        tell();
    };
    const look = async (check: Check): Promise<Result> => {
        const findings = await within(options.timeout, check, context);
        done(check);
        return { check, findings };
    };
    const local = rest.filter(({ asksAws }) => !asksAws).map(look);
    const credentials = await look(first);
    const answered = credentials.findings.every(({ level }) => level === "ok" || level === "warning");
    const remote = rest.filter(({ asksAws }) => asksAws);
    if (!answered) {
        done(...remote);
    }
    const asking = remote.map((check) => (answered ? look(check) : Promise.resolve(skipped(check, first))));
    const results = [credentials, ...(await Promise.all([...local, ...asking]))];
    return checks.flatMap((check) => results.filter((result) => result.check === check));
}

function skipped(check: Check, { name }: Check): Result {
    return {
        check,
        findings: [unchecked("not looked at", `AWS cannot be asked: see ${name}`, `mend ${name}, then the same command again`)],
    };
}

async function within(timeout: number, check: Check, context: Context): Promise<readonly Finding[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`there was no answer within ${timeout / 1000} s`)), timeout);
    });
    try {
        return await Promise.race([check.run(context), late]);
    } catch (error) {
        return [uncheckable("could not be looked at", error)];
    } finally {
        clearTimeout(timer);
    }
}
