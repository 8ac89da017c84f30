/** A task's size as far as people notice it. */
export interface TaskSize {
    readonly vcpu: number;
    /** GB. */
    readonly memory: number;
}

/**
 * A task's processor as a queue of reruns. The two constants are fitted to docs/performance.md, "How many people a task serves", and a test holds them to
 * it: `npm run bench -- users-per-task` measures anew.
 */
export const model = {
    /** Seconds of one vCPU that a rerun of the sample app's plot takes. */
    cpuSeconds: 0.125,
    /** How much longer than alone the slowest 5 % of reruns take, for each rerun that is being served already. */
    congestion: 8.5,
    /** Seconds that a person looks at the app between two reruns. */
    pause: 5,
    /** Seconds in which 95 of 100 reruns are to be there. */
    patience: 1,
    /** MB of a task with nobody in it, and of each person; the sample app's, who have little data. */
    idleMegabytes: 125,
    personMegabytes: 1,
} as const;

/** How so many people fare in one task. */
export interface Fare {
    /** Share of the task's processor that is in use, 0 to 1: what a scaling policy looks at. */
    readonly cpu: number;
    /** Seconds within which 95 of 100 reruns are there. */
    readonly p95: number;
}

/**
 * A rerun alone takes its processor time at the task's pace. One Streamlit process computes on about one processor at a time, so that more than one vCPU
 * does not make it faster.
 */
export function fare(people: number, { vcpu }: TaskSize): Fare {
    const alone = model.cpuSeconds / Math.min(vcpu, 1);
    // People wait for their rerun before they ask for the next, so the load is less than people by pause.
    const cpu = Math.min(0.99, (people * alone) / (model.pause + alone));
    // A few people wait for one another at the most.
    return { cpu, p95: alone * Math.min(people, 1 + (model.congestion * cpu) / (1 - cpu)) };
}

/** People who can use the app at once in one task, at the least one: with a rerun of more than `patience` a single person has nobody to wait for. */
export function peoplePerTask(size: TaskSize): number {
    const room = Math.floor((size.memory * 1024 - model.idleMegabytes) / model.personMegabytes);
    let people = 1;
    while (people < room && fare(people + 1, size).p95 <= model.patience) {
        people += 1;
    }
    return people;
}

/** Tasks that so many people at once take. */
export function tasksFor(people: number, size: TaskSize): number {
    return Math.ceil(people / peoplePerTask(size));
}
