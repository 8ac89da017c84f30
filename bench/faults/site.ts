import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { copyProject, editFile } from "../../harness/project-copy";
import { startStack, type Outputs, type RunningStack } from "../../harness/running-stack";
import { Crowd } from "./crowd";
import type { User } from "./user";

/** A running stack of its own with users who are at it all the time. */
export interface Site {
    /** Those of now. */
    readonly users: () => readonly User[];
    readonly desiredCount: number;
    readonly stack: () => RunningStack;
    /** Processes of the healthy tasks. */
    readonly tasks: () => readonly number[];
    /** Everybody leaves; as many sign in anew, spread over all tasks, and are busy. */
    readonly arrive: () => Promise<void>;
    /** Changes a file of the project's copy. @throws Error when there is nothing to change */
    readonly edit: (file: string, old: string | RegExp, replacement: string) => void;
    /** Stops the run and starts it at the same address; accounts are made anew. */
    readonly restart: () => Promise<void>;
    /** Ends everything and removes the copy. */
    readonly close: () => Promise<void>;
}

/** How large a site is. */
export interface SiteOptions {
    /** @default 2 */
    readonly desiredCount?: number;
    /** @default 6 */
    readonly users?: number;
}

/** An edit that lets a user tell which task answers. */
const tellTask = [
    "server/streamlit_cognito/answers.py",
    '{"Cache-Control": "no-store"}',
    '{"Cache-Control": "no-store", "X-Task": str(__import__("os").getpid())}',
] as const;

/** Starts a site, without users at first. */
export async function openSite({ desiredCount = 2, users: count = 6 }: SiteOptions = {}): Promise<Site> {
    const project = copyProject({ desiredCount });
    const edit: Site["edit"] = (file, old, replacement) => editFile(path.join(project.directory, file), old, replacement);
    edit(...tellTask);
    let stack: RunningStack | undefined;
    const running = (): RunningStack => {
        if (stack === undefined) {
            throw new Error("The stack does not run.");
        }
        return stack;
    };
    const crowd = new Crowd(count, running);
    const start = async (outputs?: Outputs): Promise<void> => {
        stack = await startStack(project.directory, ".local", outputs);
        await crowd.createAccounts();
    };
    const restart = async (): Promise<void> => {
        const { outputs } = running();
        await running().stop();
        await start(outputs);
    };
    const close = async (): Promise<void> => {
        await crowd.leave();
        await stack?.stop();
        project.remove();
    };
    await start().catch(async (error: unknown) => {
        await close();
        throw error;
    });
    const tasks = (): number[] => healthyTasks(running());
    return { users: () => crowd.users, desiredCount, arrive: () => crowd.arrive(), stack: running, tasks, edit, restart, close };
}

function healthyTasks(stack: RunningStack): number[] {
    try {
        return stack
            .readOutputs()
            .tasks.filter(({ health }) => health === "healthy")
            .map(({ pid }) => pid);
    } catch {
        // No run, no file.
        return [];
    }
}

/** Waits for something to become true, looking often. @throws Error that says what did not, after so many milliseconds */
export async function until(what: string, isTrue: () => boolean, timeout = 150_000): Promise<void> {
    const deadline = Date.now() + timeout;
    while (!isTrue()) {
        if (Date.now() > deadline) {
            throw new Error(`${what}: not within ${timeout / 1000} seconds.`);
        }
        await sleep(100);
    }
}

/** The task that most users are at: a fault that nobody is there to notice shows nothing. @throws Error when no other is healthy */
export function taskOf({ users, tasks }: Site): number {
    const count = (task: number): number => users().filter((user) => user.task === task).length;
    const [busiest, ...others] = [...tasks()].sort((one, other) => count(other) - count(one));
    if (busiest === undefined || others.length === 0) {
        throw new Error("There are no two healthy tasks.");
    }
    return busiest;
}
