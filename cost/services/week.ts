/** Minutes of a week. */
export const week = 7 * 24 * 60;

const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * The minutes of the week, from Sunday, at which a schedule starts; undefined for one that is not the same each week, or that uses what is not read
 * here. Its time zone moves it within the week, and changes no share of it. Source: Application Auto Scaling User Guide, "Schedule scaling using cron
 * expressions".
 */
export function timesOfWeek(schedule: string): readonly number[] | undefined {
    const fields = /^cron\((.*)\)$/.exec(schedule.trim())?.[1]?.trim().split(/\s+/);
    const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = "*"] = fields ?? [];
    const everyDay = (field: string): boolean => field === "*" || field === "?";
    if (fields === undefined || !everyDay(dayOfMonth) || month !== "*" || year !== "*") {
        return undefined;
    }
    const minutes = valuesOf(minute, 0, 59);
    const hours = valuesOf(hour, 0, 23);
    // Sunday is 1 where days have numbers.
    const names = dayOfWeek.toUpperCase().replaceAll(/[A-Z]{3}/g, (name) => String(days.indexOf(name) + 1));
    const daysOfWeek = everyDay(dayOfWeek) ? [1, 2, 3, 4, 5, 6, 7] : valuesOf(names, 1, 7);
    if (minutes === undefined || hours === undefined || daysOfWeek === undefined) {
        return undefined;
    }
    return daysOfWeek.flatMap((day) => hours.flatMap((at) => minutes.map((past) => ((day - 1) * 24 + at) * 60 + past)));
}

/** `*`, numbers, ranges, and lists of them; undefined for anything else. A range may go past the end: FRI-MON. */
function valuesOf(field: string, least: number, most: number): number[] | undefined {
    const values: number[] = [];
    for (const part of field === "*" ? [`${least}-${most}`] : field.split(",")) {
        const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
        const [first, last] = [Number(from), Number(to)];
        if (from === undefined || first < least || first > most || last < least || last > most) {
            return undefined;
        }
        const size = most - least + 1;
        const length = ((last - first + size) % size) + 1;
        values.push(...Array.from({ length }, (_, index) => ((first - least + index) % size) + least));
    }
    return values;
}
