// `npm run doctor`: checks what makes first deployments fail, before they fail. Nothing is changed, in AWS or here.
import * as path from "node:path";
import { commandWith, readCommandLine, runMain } from "../local/command-line";
import { exitCode, report } from "./report";

const usage = `Checks what makes first deployments fail, before they fail: credentials, domain, certificate, Docker, quotas. Changes nothing.

    npm run doctor -- [options]

    --stack NAME     stack whose settings are used                             [dev]
    --secrets FILE   YAML file of values for the encrypted settings
    --dns ADDRESS    DNS server that answers as the internet does; also several, with commas between
                                                                               [1.1.1.1,8.8.8.8]
    --help           this text

Each check looks at all of its kind, such as every host name. UNCHECKED is what it could not look at, and may be right or wrong: "why" says what
kept it from looking, "do" what helps. The last line counts checks, not what each found; "incomplete" are those with something UNCHECKED.

It ends with 1 where something failed, with 2 where nothing did but something could not be checked, and otherwise with 0.
`;

/** The program's folder. */
const directory = path.resolve(__dirname, "..");

/** Milliseconds that a check, and a program that it starts, may take. */
const timeouts = { check: 30_000, command: 20_000 };

async function main(): Promise<void> {
    const values = readCommandLine("npm run doctor", {
        stack: { type: "string" },
        secrets: { type: "string" },
        dns: { type: "string" },
        help: { type: "boolean", short: "h" },
    } as const);
    if (values.help === true) {
        console.log(usage);
        return;
    }
    await examine(values);
}

/** What the command line names; undefined where the default holds. */
interface Values {
    readonly stack?: string | undefined;
    readonly secrets?: string | undefined;
    readonly dns?: string | undefined;
}

async function examine({ stack = "dev", secrets, dns: servers }: Values): Promise<void> {
    // That later versions of the SDK need a later Node concerns who moves the pins.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    // Loads Pulumi and the AWS SDK, which takes a second: not before the command line is known to be right.
    const [{ evaluate }, { readStackConfig }, { subjectOf }, { Aws }, { PublicDns }, { commandRunner }, { runChecks }, { checks }] =
        await Promise.all([
            import("../local/evaluate"),
            import("../local/stack-config"),
            import("./subject"),
            import("./aws"),
            import("./public-dns"),
            import("./command"),
            import("./run-checks"),
            import("./checks"),
        ]);
    const secretsCommand = commandWith("npm run doctor", { stack, dns: servers, secrets: "FILE" });
    const stackConfig = readStackConfig({ directory, stack, secrets, secretsCommand });
    const subject = subjectOf(await evaluate({ directory, ...stackConfig }), stackConfig.config);
    const aws = new Aws({ region: subject.region, profile: stackConfig.config["aws:profile"] });
    const dns = new PublicDns(servers?.split(","));
    const context = {
        subject,
        aws,
        dns,
        run: commandRunner(timeouts.command, process.env),
        environment: process.env,
        now: () => new Date(),
    };
    const results = await runChecks(checks, context, { timeout: timeouts.check, onProgress });
    aws.close();
    dns.close();
    await clearProgress();
    console.log(`Stack ${subject.stack}, ${subject.region}:\n\n${report(results)}`);
    process.exitCode = exitCode(results);
}

/** One line that is written over, for a person who waits. */
function onProgress(waitingFor: readonly string[]): void {
    if (process.stderr.isTTY) {
        process.stderr.write(
            `\r\u001b[K${waitingFor.length === 0 ? "" : `waiting for ${waitingFor.join(", ")}`.slice(0, process.stderr.columns - 1)}`,
        );
    }
}

/** The report goes to another stream, so that a terminal could show it before what is still to be written to this one. */
function clearProgress(): Promise<void> {
    return new Promise((resolve) => {
        if (process.stderr.isTTY) {
            process.stderr.write("\r\u001b[K", () => resolve());
        } else {
            resolve();
        }
    });
}

runMain(main);
