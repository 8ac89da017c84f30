/** Something that takes time, after everything that it depends on. */
export interface Step {
    readonly id: string;
    readonly seconds: number;
    /** Ids; those that are no step are ignored. */
    readonly after: readonly string[];
}

/** When each step ends where every one begins as soon as it can, and which one it waited for. */
export interface Timing {
    readonly step: Step;
    readonly end: number;
    readonly waitedFor: string | undefined;
}

/** @throws Error where steps wait for each other */
export function schedule(steps: readonly Step[]): ReadonlyMap<string, Timing> {
    const byId = new Map(steps.map((step) => [step.id, step] as const));
    const timings = new Map<string, Timing>();
    const visit = (step: Step, waiting: readonly string[]): Timing => {
        if (waiting.includes(step.id)) {
            throw new Error(`${step.id} waits for itself.`);
        }
        const known = timings.get(step.id);
        if (known !== undefined) {
            return known;
        }
        const before = step.after.flatMap((id) => byId.get(id) ?? []).map((one) => visit(one, [...waiting, step.id]));
        const last = before.reduce<Timing | undefined>(
            (latest, one) => (latest === undefined || one.end > latest.end ? one : latest),
            undefined,
        );
        const timing = { step, end: (last?.end ?? 0) + step.seconds, waitedFor: last?.step.id };
        timings.set(step.id, timing);
        return timing;
    };
    steps.forEach((step) => visit(step, []));
    return timings;
}

/** What a step waited for, from the first to itself. */
export function pathTo(id: string, timings: ReadonlyMap<string, Timing>): readonly Timing[] {
    const timing = timings.get(id);
    return timing === undefined ? [] : [...(timing.waitedFor === undefined ? [] : pathTo(timing.waitedFor, timings)), timing];
}
