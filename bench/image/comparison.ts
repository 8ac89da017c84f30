import { median, summary } from "../statistics";

/** One container's two starts. */
export interface Start {
    /** Seconds until healthy, with none of the image's files in the system's cache. */
    readonly cold: number;
    /** Seconds until healthy, with the image's files in the system's cache. */
    readonly warm: number;
    /** Bytes of memory a moment after it was healthy, before anybody came. */
    readonly idle: number;
}

/** What was measured of one image. */
export interface Measured {
    readonly name: string;
    /** Version of the Streamlit in it. */
    readonly streamlit: string;
    /** Bytes of all files in its layers, not compressed. */
    readonly size: number;
    /** Bytes of those that are its base image's. */
    readonly base: number;
    readonly starts: readonly Start[];
}

const mega = 1_000_000;

export const header = [
    "image of the sample app",
    "Streamlit",
    "MB",
    "of it the base",
    "s to healthy, cold",
    "s to healthy, warm",
    "MB idle",
];

/** A row for each, and one with ours as a share of theirs, of medians. */
export function rows(theirs: Measured, ours: Measured): string[][] {
    const row = ({ name, streamlit, size, base, starts }: Measured): string[] => [
        name,
        streamlit,
        (size / mega).toFixed(0),
        (base / mega).toFixed(0),
        summary(of(starts, "cold"), 1),
        summary(of(starts, "warm"), 1),
        summary(
            of(starts, "idle").map((bytes) => bytes / mega),
            0,
        ),
    ];
    const share = (key: keyof Start): string => (median(of(ours.starts, key)) / median(of(theirs.starts, key))).toFixed(2);
    return [
        row(theirs),
        row(ours),
        [
            "ours of theirs",
            "",
            (ours.size / theirs.size).toFixed(2),
            (ours.base / theirs.base).toFixed(2),
            share("cold"),
            share("warm"),
            share("idle"),
        ],
    ];
}

function of(starts: readonly Start[], key: keyof Start): number[] {
    return starts.map((start) => start[key]);
}
