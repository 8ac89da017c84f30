import { setTimeout as sleep } from "node:timers/promises";
import { until, type Site } from "./site";
import type { Event, What } from "./user";

/** What a fault does to a site, and says of it. */
export interface Stage {
    readonly site: Site;
    /** From now on, users at this task are expected to notice. */
    readonly hit: (task: number) => void;
    /** From now on, everybody is expected to notice. */
    readonly hitAll: () => void;
    /** A line for the report. */
    readonly note: (line: string) => void;
}

/** One fault; a file each in `faults/`. */
export interface Fault {
    readonly name: string;
    /** Whether tasks are to be replaced by it. */
    readonly replacesTasks: boolean;
    /** Resolves when the fault is over, or everything that causes it has been done. */
    readonly cause: (stage: Stage) => Promise<void>;
}

/** Numbers of one kind of users. */
export interface Losses {
    readonly users: number;
    readonly requests: number;
    readonly lost: Readonly<Record<What, number>>;
    /** Milliseconds of the slowest request that was answered. */
    readonly slowest: number;
}

/** What came of a fault. */
export interface Result {
    readonly name: string;
    /** Who was at a task when it was hit. */
    readonly hit: Losses;
    /** Everybody else, who must notice nothing. */
    readonly bystanders: Losses;
    /** Milliseconds from the fault until every user's requests and websocket worked again; 0 where they always did. */
    readonly usersBack: number;
    /** Milliseconds from the fault until all tasks were healthy again; undefined where none went. */
    readonly tasksBack: number | undefined;
    readonly notes: readonly string[];
    /** What was lost by users who were at no task that was hit, in words. */
    readonly noticed: readonly string[];
}

/** Milliseconds of undisturbed traffic before and after. */
const calm = 3_000;

/** Causes a fault under the site's traffic and counts what users lost, until everything works again. @throws Error when it does not in time */
export async function measure(site: Site, fault: Fault): Promise<Result> {
    const hits: { task: number | undefined; at: number }[] = [];
    const notes: string[] = [];
    await until("All tasks are healthy before the fault", () => site.tasks().length >= site.desiredCount);
    await site.arrive();
    await until("The site works before the fault", () => isWell(site));
    const began = Date.now();
    await sleep(calm);
    const tasksBefore = site.tasks();
    const start = Date.now();
    await fault.cause({
        site,
        hit: (task) => void hits.push({ task, at: Date.now() }),
        hitAll: () => void hits.push({ task: undefined, at: Date.now() }),
        note: (line) => void notes.push(line),
    });
    let tasksBack: number | undefined;
    if (fault.replacesTasks) {
        await until(
            "The tasks are replaced",
            () => site.tasks().filter((task) => !tasksBefore.includes(task) || !wasHit(task, hits)).length >= site.desiredCount,
        );
        tasksBack = Date.now() - start;
    }
    await until("The site works after the fault", () => isWell(site));
    await sleep(calm);
    await until("The site works after the fault", () => isWell(site));
    const events = site.users().map((user) => user.events.filter(({ at, took }) => at + took >= began));
    return {
        name: fault.name,
        ...sort(events, hits),
        usersBack: lastTrouble(events, start),
        tasksBack,
        notes,
    };
}

interface Hit {
    readonly task: number | undefined;
    readonly at: number;
}

function isWell({ users, tasks, desiredCount }: Site): boolean {
    return users().every(({ isWell }) => isWell) && tasks().length >= desiredCount;
}

const wasHit = (task: number, hits: readonly Hit[]): boolean => hits.some((hit) => hit.task === undefined || hit.task === task);

/** Whether a fault is to blame: the user was at a task that was hit by the end of what happened. */
function isExcused({ task, at, took }: Event, hits: readonly Hit[]): boolean {
    return hits.some((hit) => (hit.task === undefined || task === undefined || hit.task === task) && hit.at <= at + took);
}

function sort(events: readonly (readonly Event[])[], hits: readonly Hit[]): Pick<Result, "hit" | "bystanders" | "noticed"> {
    const wasThere = (own: readonly Event[]): boolean => own.some((event) => isExcused(event, hits));
    const noticed = events.flat().filter((event) => event.lost && !isExcused(event, hits));
    return {
        hit: losses(events.filter(wasThere)),
        bystanders: losses(events.filter((own) => !wasThere(own))),
        noticed: noticed.map(({ what, why, task, at }) => `${new Date(at).toISOString()}: a ${what} at task ${task}: ${why}`),
    };
}

function losses(events: readonly (readonly Event[])[]): Losses {
    const all = events.flat();
    const requests = all.filter(({ what }) => what === "request");
    const lost = (what: What): number => all.filter((event) => event.what === what && event.lost).length;
    return {
        users: events.length,
        requests: requests.length,
        lost: { request: lost("request"), websocket: lost("websocket"), "app session": lost("app session"), "sign-in": lost("sign-in") },
        slowest: Math.max(0, ...requests.filter((event) => !event.lost).map(({ took }) => took)),
    };
}

/** Until the end of the first thing that went well after the last loss. */
function lastTrouble(events: readonly (readonly Event[])[], start: number): number {
    const ends = events.map((own) => {
        const last = own.findLast(({ lost, at, took }) => lost && at + took >= start);
        if (last === undefined) {
            return 0;
        }
        const back = own.find(({ lost, at, took }) => !lost && at + took >= last.at + last.took);
        return (back === undefined ? Date.now() : back.at + back.took) - start;
    });
    return Math.max(0, ...ends);
}
