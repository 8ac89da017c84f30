import * as path from "node:path";
import { messageOf, UsageError } from "./command-line";
import { readOptions, usage } from "./options";
import { progress } from "./progress";
import { summaryOf } from "./summary";

/** The program's folder. */
const directory = path.resolve(__dirname, "..");

/** `npm start`: runs the declared stack until a signal, and leaves nothing behind. */
async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options === undefined) {
        console.log(usage);
        return;
    }
    const start = performance.now();
    const controller = new AbortController();
    const asked = untilAsked();
    const { signal } = controller;
    // Loads Pulumi, which takes a second: not before the command line is known to be right.
    const { startStack } = await import("./stack");
    const starting = startStack({ ...options, directory, signal, progress: progress((line) => console.log(line)) });
    const running = await Promise.race([starting, asked]);
    if (typeof running === "string") {
        controller.abort();
        await starting.then(({ stop }) => stop()).catch(() => undefined);
        console.log("Stopped.");
        return;
    }
    console.log(summaryOf(running, options, (performance.now() - start) / 1000));
    try {
        await Promise.race([asked, running.failed]);
    } finally {
        await running.stop();
    }
    console.log("Stopped.");
}

/** Resolves with the first signal that asks for the end. A second one ends everything at once: nobody waits twice. */
function untilAsked(): Promise<string> {
    return new Promise((resolve) => {
        let asked = false;
        const ask = (signal: NodeJS.Signals): void => {
            if (asked) {
                process.exit(130);
            }
            asked = true;
            console.log(`\nStopping${signal === "SIGINT" ? "; Ctrl-C again ends everything at once" : ""} ...`);
            resolve(signal);
        };
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.on(signal, ask);
        }
    });
}

function fail(error: unknown): void {
    console.error(messageOf(error));
    // Whatever still runs ends with us.
    process.exit(error instanceof UsageError ? 2 : 1);
}

process.on("uncaughtException", fail);
main().then(() => process.exit(0), fail);
