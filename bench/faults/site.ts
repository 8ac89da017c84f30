import { randomBytes } from "node:crypto";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createMember } from "../../test/support/cognito";
import { editFile } from "../../test/support/echo-app";
import { copyProject } from "../../test/support/project-copy";
import { startStack, type RunningStack } from "../../test/support/running-stack";
import { User } from "./user";

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

export interface SiteOptions {
    /** @default 2 */
    readonly desiredCount?: number;
    /** @default 6 */
    readonly users?: number;
}

/** Starts a site, without users at first. */
export async function openSite({ desiredCount = 2, users: count = 6 }: SiteOptions = {}): Promise<Site> {
    const project = copyProject({ desiredCount });
    const edit: Site["edit"] = (file, old, replacement) => editFile(path.join(project.directory, file), old, replacement);
    // So that a user can tell which task answers.
    edit(
        "server/streamlit_cognito/answers.py",
        '{"Cache-Control": "no-store"}',
        '{"Cache-Control": "no-store", "X-Task": str(__import__("os").getpid())}',
    );
    const password = `Aa1-${randomBytes(8).toString("hex")}`;
    let stack: RunningStack | undefined;
    const running = (): RunningStack => {
        if (stack === undefined) {
            throw new Error("The stack does not run.");
        }
        return stack;
    };
    const names = Array.from({ length: count }, (_, number) => `user-${number}`);
    let users: readonly User[] = [];
    const leave = async (): Promise<void> => {
        await Promise.all(users.map((user) => user.stop()));
    };
    const arrive = async (): Promise<void> => {
        await leave();
        users = names.map((name) => new User(name, password, running));
        await Promise.all(users.map((user) => user.signIn()));
        await Promise.all(users.map((user) => user.begin()));
    };
    const createAccounts = async (): Promise<void> => {
        for (const username of names) {
            await createMember(running(), { username, password });
        }
    };
    const close = async (): Promise<void> => {
        await leave();
        await stack?.stop();
        project.remove();
    };
    try {
        stack = await startStack(project.directory);
        await createAccounts();
    } catch (error) {
        await close();
        throw error;
    }
    return {
        users: () => users,
        desiredCount,
        arrive,
        stack: running,
        tasks: () => healthyTasks(running()),
        edit,
        async restart() {
            const { outputs } = running();
            await running().stop();
            stack = await startStack(project.directory, ".local", outputs);
            await createAccounts();
        },
        close,
    };
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
