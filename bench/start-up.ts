import { randomBytes } from "node:crypto";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { createMember } from "../harness/cognito";
import { copyProject } from "../harness/project-copy";
import { startStack } from "../harness/running-stack";
import { streamlitWebsocket } from "../harness/streamlit-websocket";
import { Visitor } from "../harness/visitor";
import { freePort } from "../local/ports";
import { appPython } from "./app-python";
import type { Benchmark } from "./benchmark";
import { firstPlot } from "./first-plot";
import { start } from "./processes";
import { summary } from "./statistics";

const rounds = 3;

/** Seconds from the command to each. */
interface Times {
    readonly healthy: number;
    readonly page: number;
    readonly plot: number;
}

/** Measures seconds of what is inside `during`, and leaves out what is between. */
function stopwatch(): { readonly during: <T>(step: () => Promise<T>) => Promise<T>; readonly seconds: () => number } {
    let total = 0;
    return {
        async during(step) {
            const began = performance.now();
            const result = await step();
            total += (performance.now() - began) / 1000;
            return result;
        },
        seconds: () => total,
    };
}

/** `npm start`, then someone signs in. */
async function wholeStack(directory: string): Promise<Times> {
    const watch = stopwatch();
    const stack = await watch.during(() => startStack(directory));
    try {
        const healthy = watch.seconds();
        const password = `Aa1-${randomBytes(8).toString("hex")}`;
        // An account with a password of its own, which is no part of a start.
        await createMember(stack, { username: "ada", password });
        const visitor = new Visitor(stack);
        const answer = await watch.during(async () => visitor.open((await visitor.signIn("/", "ada", password)).location));
        if (answer.status !== 200) {
            throw new Error(`The first page is a ${answer.status}.`);
        }
        const page = watch.seconds();
        await watch.during(() => firstPlot(streamlitWebsocket(stack.outputs, { cookies: visitor.appCookies() })));
        return { healthy, page, plot: watch.seconds() };
    } finally {
        await stack.stop();
    }
}

/** `streamlit run`, with the same Python and packages. */
async function streamlitAlone(directory: string, python: string): Promise<Times> {
    const port = await freePort();
    const watch = stopwatch();
    const args = ["-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.address=127.0.0.1", `--server.port=${port}`];
    const server = await watch.during(() => start(python, args, /URL:/, { cwd: path.join(directory, "streamlit") }));
    try {
        await watch.during(() => answers(`http://127.0.0.1:${port}/_stcore/health`));
        const healthy = watch.seconds();
        await watch.during(() => answers(`http://127.0.0.1:${port}/`));
        const page = watch.seconds();
        await watch.during(() => firstPlot(new WebSocket(`ws://127.0.0.1:${port}/_stcore/stream`, ["streamlit"])));
        return { healthy, page, plot: watch.seconds() };
    } finally {
        await server.stop();
    }
}

async function answers(url: string): Promise<void> {
    while ((await fetch(url).catch(() => undefined))?.status !== 200) {
        await sleep(10);
    }
}

export const startUp: Benchmark = {
    name: "start-up",
    title: "`npm start` to the first page and plot, against `streamlit run`",
    description: "from `npm start` to the first page and plot, against `streamlit run`; half a minute",
    async run() {
        const project = copyProject();
        try {
            // The first one may install packages and compile; it is the warm ones that count.
            const python = await appPython();
            await wholeStack(project.directory);
            await streamlitAlone(project.directory, python);
            const [alone, whole]: [Times[], Times[]] = [[], []];
            for (let round = 0; round < rounds; round += 1) {
                alone.push(await streamlitAlone(project.directory, python));
                whole.push(await wholeStack(project.directory));
            }
            const row = (name: string, times: readonly Times[]): string[] => [
                name,
                ...(["healthy", "page", "plot"] as const).map((key) =>
                    summary(
                        times.map((one) => one[key]),
                        2,
                    ),
                ),
            ];
            return [
                {
                    header: ["seconds from the command to", "healthy", "first page", "first plot"],
                    rows: [
                        row("`streamlit run`: the app alone, no login", alone),
                        row("`npm start`: the whole stack, and signing in", whole),
                    ],
                    notes: [
                        `Warm: packages installed, files in the system's cache. Median of ${rounds} runs, with the lowest and highest.`,
                        "Making an account is left out of the times; pages are asked for without a browser, whose drawing comes on top in both.",
                    ],
                },
            ];
        } finally {
            project.remove();
        }
    },
};
