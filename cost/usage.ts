/** Hours of a month: 365 days by 12. */
export const hoursOfMonth = 730;

/** How a stack is used in a month: what prices that are asked for use, and not for being there, are multiplied with. */
export interface Usage {
    readonly name: string;
    /** In one line, for a person who chooses among them. */
    readonly description: string;
    /** Accounts that sign in at least once. */
    readonly people: number;
    /** People who have the app open in a busy hour. */
    readonly atOnce: number;
    /** Hours of the month that are busy; in the others nobody is there. */
    readonly busyHours: number;
    /** Times that somebody signs in and loads the page. */
    readonly signIns: number;
    /** GB that the tasks write to their logs. */
    readonly logsGb: number;
    /** GB of images in each repository. */
    readonly imagesGb: number;
    /** Seconds from one rerun of a person to the next. @default `perPerson.secondsPerRerun` */
    readonly secondsPerRerun?: number;
    /** Whether so many tasks are counted as the people at once take, where fewer are declared. @default false */
    readonly enoughTasks?: boolean;
}

/** The profiles that a bill is written for. */
export const profiles: readonly Usage[] = [
    {
        name: "quiet",
        description: "a few people, now and then",
        people: 5,
        atOnce: 1,
        busyHours: 20,
        signIns: 20,
        logsGb: 1,
        imagesGb: 1,
    },
    {
        name: "team",
        description: "a team that works with it on working days",
        people: 30,
        atOnce: 10,
        busyHours: 170,
        signIns: 600,
        logsGb: 2,
        imagesGb: 1,
    },
    {
        name: "busy",
        description: "a department, most of the day",
        people: 300,
        atOnce: 50,
        busyHours: 250,
        signIns: 6_000,
        logsGb: 10,
        imagesGb: 1,
    },
];

/**
 * What one person causes. The sample app's plot is 20.9 kB in messages, and its page names 2.3 MB of files and loads about as much again, in 60
 * requests and more; a browser keeps them, and most visits load less.
 */
export const perPerson = {
    /** GB of a first page. */
    pageGb: 0.004,
    /** GB of a rerun. */
    rerunGb: 0.000021,
    /** HTTP requests of a first page. */
    pageRequests: 65,
    /** HTTP requests in an hour with the page open: every 30 seconds the page asks whether its session still holds. */
    requestsPerHour: 120,
    /** Seconds from one rerun to the next, on average over an hour. At peaks a person is faster; see the capacity model. */
    secondsPerRerun: 30,
} as const;

/** Hours that people have the app open, all of them together. */
export function personHours({ atOnce, busyHours }: Usage): number {
    return atOnce * busyHours;
}

/** GB that go through the load balancer to browsers. */
export function trafficGb(usage: Usage): number {
    const reruns = (personHours(usage) * 3600) / (usage.secondsPerRerun ?? perPerson.secondsPerRerun);
    return usage.signIns * perPerson.pageGb + reruns * perPerson.rerunGb;
}

/** HTTP requests that reach the load balancer; a websocket is one. */
export function requests(usage: Usage): number {
    return usage.signIns * perPerson.pageRequests + personHours(usage) * perPerson.requestsPerHour;
}
