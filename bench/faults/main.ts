import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { readCommandLine } from "../../local/command-line";
import { editApp } from "./faults/edit-app";
import { fillUploadLimit } from "./faults/fill-upload-limit";
import { hangTask } from "./faults/hang-task";
import { killTask } from "./faults/kill-task";
import { replaceTasks } from "./faults/replace-tasks";
import { restart } from "./faults/restart";
import { stopUserPool, stopUserPoolAtRenewal } from "./faults/stop-user-pool";
import { measure, type Fault, type Result } from "./measure";
import { machineClass } from "./processes";
import { document, notes, table } from "./report";
import { openSite, type Site } from "./site";

const usage = `Breaks the running stack in every way, prints what users lost, and writes docs/faults.md. Takes some minutes.

    npm run faults -- [options]

    --help    this text
`;

const file = path.resolve(__dirname, "..", "..", "docs", "faults.md");

/** What ends the run, or needs another one, comes after these. */
const faults: readonly Fault[] = [stopUserPool, killTask, hangTask, fillUploadLimit, editApp, replaceTasks];

/** `npm run faults`: causes each fault, prints what users lost, writes docs/faults.md. Fails when somebody lost something whose task was well. */
async function main(): Promise<void> {
    if (readCommandLine("npm run faults", { help: { type: "boolean", short: "h" } }).help === true) {
        console.log(usage);
        return;
    }
    const site = await openSite();
    const end = (): void => void site.close().finally(() => process.exit(130));
    process.once("SIGINT", end).once("SIGTERM", end);
    const results: Result[] = [];
    try {
        for (const fault of faults) {
            results.push(await tell(site, fault));
        }
        // Shorter than AWS takes (5 minutes), so that every token ends while the user pool is away.
        site.edit("app/client.ts", 'accessToken: "minutes"', 'accessToken: "seconds"');
        site.edit("app/client.ts", "const accessTokenMinutes = 5", "const accessTokenMinutes = 15");
        results.push(await tell(site, restart), await tell(site, stopUserPoolAtRenewal));
        const about = {
            date: new Date().toISOString().slice(0, 10),
            machine: machineClass(),
            users: site.users().length,
            tasks: site.desiredCount,
        };
        writeFileSync(file, document(results, about));
    } finally {
        await site.close();
    }
    console.log(`\n${table(results)}\n\n${notes(results)}`);
    const noticed = results.flatMap((result) => result.noticed.map((line) => `${result.name}: ${line}`));
    if (noticed.length > 0) {
        throw new Error(`Users at healthy tasks noticed something:\n${noticed.join("\n")}`);
    }
    console.log("\nUsers at healthy tasks noticed nothing.");
}

async function tell(site: Site, fault: Fault): Promise<Result> {
    process.stderr.write(`${fault.name} ...\n`);
    return measure(site, fault);
}

main().then(
    () => process.exit(0),
    (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
    },
);
