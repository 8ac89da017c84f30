import type { Aws } from "./aws";
import type { RunCommand } from "./command";
import type { PublicDns } from "./public-dns";
import type { Subject } from "./subject";

/** What the checks look at, and with. */
export interface Context {
    readonly subject: Subject;
    readonly aws: Aws;
    readonly dns: PublicDns;
    /** Runs a program of this machine, such as `docker`. */
    readonly run: RunCommand;
    readonly environment: NodeJS.ProcessEnv;
    /** What time it is. */
    readonly now: () => Date;
}
