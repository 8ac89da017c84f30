import { holder } from "./lock";
import { isFreePort } from "./ports";
import { runFolder } from "./run-folder";

/** What a further run could have. */
export interface Availability {
    /** Whether no other run has this folder, relative to the program's. */
    readonly folder: (state: string) => boolean;
    readonly port: (port: number) => Promise<boolean>;
}

/** What is free on this machine, now. */
export function onThisMachine(directory: string): Availability {
    return { folder: (state) => holder(runFolder(directory, state).lock) === undefined, port: isFreePort };
}
