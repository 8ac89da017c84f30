import { minutesOf, week, type OpeningHours } from "../settings/opening-hours";

/** Minutes of a day. */
const day = 1440;

/**
 * When the app opens, as a cron expression of Application Auto Scaling and EventBridge Scheduler, in the hours' own time zone.
 *
 * @param offset minutes after it, or before it where they are negative
 */
export function opens({ open, days }: OpeningHours, offset = 0): string {
    return cron(minutesOf(open) + offset, days);
}

/** The same for when the app closes, which is on the next day where that is before it opens. */
export function closes({ open, close, days }: OpeningHours, offset = 0): string {
    const minutes = minutesOf(close);
    return cron(minutes + (minutes < minutesOf(open) ? day : 0) + offset, days);
}

/** The hours as people read them: `Mon-Wed, Fri 08:00-19:00`. */
export function hoursText({ open, close, days }: OpeningHours): string {
    const runs: string[][] = [];
    for (const [index, name] of week.entries()) {
        const run = runs.at(-1);
        if (!days.includes(name)) {
            continue;
        }
        if (run !== undefined && run.at(-1) === week[index - 1]) {
            run.push(name);
        } else {
            runs.push([name]);
        }
    }
    const texts = runs.map((run) => [...new Set([run[0] ?? "", run.at(-1) ?? ""])].map(capitalized).join("-"));
    return `${texts.join(", ")} ${open}-${close}`;
}

/** @param minutes after midnight of the days, or before it where they are negative */
function cron(minutes: number, days: OpeningHours["days"]): string {
    const shift = Math.floor(minutes / day);
    const within = minutes - shift * day;
    const shifted = days.map((one) => week[(week.indexOf(one) + shift + 7) % 7] ?? one);
    const inOrder = week.filter((one) => shifted.includes(one));
    return `cron(${within % 60} ${Math.floor(within / 60)} ? * ${inOrder.join(",")} *)`;
}

function capitalized(name: string): string {
    return name.charAt(0) + name.slice(1).toLowerCase();
}
