import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Service } from "../model";
import { freePort } from "../ports";
import { taskCommand, taskEnvironment } from "./environment";
import type { Guard } from "./guard";
import { untilListening } from "./listening";
import { startTaskProcess, type TaskProcess } from "./task-process";

/** The part of a load balancer's target group that tasks need. */
export interface TargetRegistry {
    readonly register: (target: { readonly id: string; readonly host: string; readonly port: number }) => void;
    readonly deregister: (id: string) => Promise<void>;
    readonly health: (id: string) => { readonly state: string };
    readonly onHealth: (listener: (event: { readonly id: string; readonly state: string }) => void) => () => void;
}

/** What a task is started with. */
export interface TaskOptions {
    readonly service: Service;
    readonly targetGroup: TargetRegistry;
    /** Values of the container's secrets, by name. @default none */
    readonly secrets?: Readonly<Record<string, string>>;
    /** Folder with the commands of the app's Python; first in the tasks' PATH. */
    readonly bin: string;
    /** Gets a log file for each task. */
    readonly logDirectory: string;
    /** Gets a home folder for each task, removed when it ended. */
    readonly homeDirectory: string;
    readonly guard: Guard;
    /** Seconds after which a task that does not listen is registered all the same, to fail its health checks. @default 30, or its grace period */
    readonly listenTimeout?: number;
}

/** A task of a service: its process, registered as a target. */
export interface Task {
    readonly id: string;
    readonly port: number;
    readonly process: TaskProcess;
    readonly logFile: string;
    /** When it started, in milliseconds since the epoch. */
    readonly startedAt: number;
    /** Ends its requests in order, unless `drain` is false, and then the process. */
    readonly stop: (drain: boolean) => Promise<void>;
}

/**
 * Starts a task and registers it when it listens. AWS registers it as soon as it runs; here, a first check that comes too early would delay
 * the start by a whole interval.
 */
export async function startTask(options: TaskOptions): Promise<Task> {
    const { service, secrets = {}, targetGroup, bin, logDirectory, homeDirectory, guard } = options;
    const id = randomBytes(4).toString("hex");
    const port = await freePort();
    const home = path.join(homeDirectory, id);
    fs.mkdirSync(home, { recursive: true, mode: 0o700 });
    const logFile = path.join(logDirectory, `${service.name}-${id}.log`);
    const settings = { container: service.container, secrets, port, bin, home, searchPath: process.env["PATH"] ?? "/usr/bin:/bin" };
    const started = startTaskProcess(
        { command: taskCommand(settings), directory: service.image.workingDirectory, environment: taskEnvironment(settings), logFile },
        guard,
    );
    const startedAt = Date.now();
    let over = false;
    const ended = started.ended.then(async () => {
        over = true;
        await targetGroup.deregister(id);
        fs.rmSync(home, { recursive: true, force: true });
    });
    const deadline = startedAt + (options.listenTimeout ?? Math.max(30, service.healthCheckGracePeriod)) * 1000;
    void untilListening(port, { up: () => over || Date.now() > deadline }).then((listens) => {
        if (!over) {
            // Whoever begins to listen on its port from now on may be somebody else: the checks of a task that does not go where nothing answers.
            targetGroup.register({ id, host: "127.0.0.1", port: listens ? port : 0 });
        }
    });
    const stop = async (drain: boolean): Promise<void> => {
        over = true;
        const deregistered = targetGroup.deregister(id);
        if (drain) {
            await deregistered;
        }
        await started.stop(service.container.stopTimeout);
        await ended;
    };
    return { id, port, process: started, logFile, startedAt, stop };
}
