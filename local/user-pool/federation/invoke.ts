import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { LambdaFunction } from "../../model";

/** An event of a user pool's trigger, or what a function made of it. */
export type TriggerEvent = Readonly<Record<string, unknown>>;

/** A trigger's function that threw, took too long, or answered with no event. Its message is the function's own. */
export class TriggerError extends Error {}

const runner = join(__dirname, "run-function.mjs");

/**
 * Invokes a declared function with an event: its own code, with its own environment and no other, in a process of its own.
 *
 * AWS: Lambda Developer Guide, "Building Lambda functions with Node.js". A handler that calls back instead of returning a promise is not served.
 *
 * @param log gets what the function prints, line by line
 * @throws TriggerError where the function refuses
 */
export async function invoke(lambda: LambdaFunction, event: TriggerEvent, log: (line: string) => void): Promise<TriggerEvent> {
    const { file, name } = handlerOf(lambda);
    const child = spawn(process.execPath, [runner, file, name], {
        stdio: ["pipe", "pipe", "pipe", "pipe"],
        env: { ...lambda.environment, AWS_LAMBDA_FUNCTION_NAME: lambda.resourceName, LAMBDA_TASK_ROOT: "/var/task" },
        timeout: lambda.timeout * 1000,
        killSignal: "SIGKILL",
    });
    const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (_, signal) => resolve(signal));
    });
    child.stdin.on("error", () => undefined); // it may end before it has read everything
    child.stdin.end(JSON.stringify(event));
    const [answer, printed, errors, signal] = await Promise.all([
        textOf(child.stdio[3] as Readable),
        textOf(child.stdout),
        textOf(child.stderr),
        ended,
    ]);
    for (const line of `${printed}${errors}`.split("\n").filter(Boolean)) log(`${lambda.resourceName}: ${line}`);
    if (signal !== null) throw new TriggerError(`${lambda.resourceName} took more than ${lambda.timeout} seconds.`);
    return resultOf(lambda, answer);
}

/** `people.handler` is the export `handler` of `people.mjs`, `people.js` or `people.cjs`. */
function handlerOf({ resourceName, handler, files }: LambdaFunction): { file: string; name: string } {
    const dot = handler.lastIndexOf(".");
    const module = handler.slice(0, dot);
    const file = [".mjs", ".js", ".cjs"].flatMap((ending) => files[module + ending] ?? [])[0];
    if (file === undefined) throw new TriggerError(`${resourceName} has no file for its handler ${handler}.`);
    return { file, name: handler.slice(dot + 1) };
}

function resultOf({ resourceName }: LambdaFunction, answer: string): TriggerEvent {
    const { result, error } = (answer === "" ? { error: `${resourceName} ended without an answer.` } : JSON.parse(answer)) as {
        readonly result?: unknown;
        readonly error?: string;
    };
    if (error !== undefined) throw new TriggerError(error);
    if (typeof result !== "object" || result === null) throw new TriggerError(`${resourceName} answered with no event.`);
    return result as TriggerEvent;
}

async function textOf(stream: Readable | null): Promise<string> {
    let text = "";
    for await (const chunk of stream?.setEncoding("utf8") ?? []) text += String(chunk);
    return text;
}
