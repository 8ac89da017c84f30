import { z } from "zod";

/** A day of the week as AWS's cron expressions have it. */
export type Day = (typeof week)[number];

/** When the app is open. */
export interface OpeningHours {
    /** `HH:MM` of a day of the list. */
    readonly open: string;
    /** `HH:MM`; on the next day where it is before `open`. */
    readonly close: string;
    /** Days on which it opens, from Monday on. */
    readonly days: readonly Day[];
    /** Name of the IANA time zone of both times. */
    readonly timezone: string;
}

/** Every day, from Monday on. */
export const week = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/** Minutes that the app must be open, and closed: what starts before it opens and stops after it closes may not overlap. */
const least = 30;

const day = week.join("|");

const time = z.string("must be a time").regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time from 00:00 to 23:59, such as 08:30");

const days = z
    .string("must be days")
    .regex(new RegExp(`^(?:${day})(?:-(?:${day}))?(?:,(?:${day})(?:-(?:${day}))?)*$`), "must be days such as MON-FRI or MON,WED,SAT-SUN")
    .transform((text) => {
        const chosen = new Set(text.split(",").flatMap(daysOf));
        return week.filter((one) => chosen.has(one));
    });

/** The setting `schedule`, once it is JSON. */
export const openingHours: z.ZodType<OpeningHours> = z
    .strictObject({
        open: time,
        close: time,
        days: days.prefault("MON-FRI"),
        timezone: z
            .string("must be a time zone")
            .refine(isTimeZone, "must be the name of a time zone of the IANA, such as Asia/Tokyo or Etc/UTC"),
    })
    .superRefine(({ open, close }, context) => {
        const length = (minutesOf(close) - minutesOf(open) + 1440) % 1440;
        if (length < least || length > 1440 - least) {
            const message = `must leave the app open for ${least} minutes or more, and closed for ${least} minutes or more`;
            context.addIssue({ code: "custom", path: ["close"], message });
        }
    });

/** Minutes from midnight to `HH:MM`. */
export function minutesOf(time: string): number {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 60 + minutes;
}

/** `MON`, or `FRI-MON` over the weekend. */
function daysOf(range: string): Day[] {
    const [first = "", last = first] = range.split("-");
    const start = week.findIndex((one) => one === first);
    const length = (week.findIndex((one) => one === last) - start + 7) % 7;
    return [...week, ...week].slice(start, start + length + 1);
}

/** AWS takes names only, in their own letters; JavaScript takes offsets and any case, too. */
function isTimeZone(name: string): boolean {
    if (!/^[A-Z][A-Za-z]+(?:\/[A-Z][\w+-]*)+$/.test(name)) {
        return false;
    }
    try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        return true;
    } catch {
        return false;
    }
}
