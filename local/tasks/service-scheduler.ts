import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "./log-tail";
import { decide, type ScheduledTask } from "./schedule";
import type { ServiceOptions, TaskStatus } from "./service-options";
import { startTask, type Task } from "./task";

/** Longest pause between tries, in milliseconds. ECS goes up to 27 minutes; here a person who has just mended the app waits. */
const longestDelay = 15_000;

/** The state of one service: its tasks, and how its deployment goes. What to do next is decided in `schedule.ts` beside it. */
export class ServiceScheduler {
    readonly steady: Promise<void>;
    /** Tasks that were not told to stop, oldest first. */
    readonly #tasks = new Map<string, Task>();
    /** Tasks whose process runs, told to stop or not. */
    readonly #alive = new Set<Task>();
    readonly #starting = new Set<Promise<void>>();
    readonly #wasHealthy = new Set<string>();
    readonly #stopListening: () => void;
    /** Tasks in a row that never became healthy. */
    #failures = 0;
    /** How the log of the last of them ended. */
    #lastWords = "";
    #isSteady = false;
    readonly #closing = new AbortController();
    #settle!: { readonly resolve: () => void; readonly reject: (error: Error) => void };

    constructor(private readonly options: ServiceOptions) {
        this.steady = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
        this.steady.catch(() => undefined); // whoever awaits it sees it; nobody has to
        this.#stopListening = options.targetGroup.onHealth(({ id, state }) => this.#healthChanged(id, state));
    }

    statuses(): TaskStatus[] {
        return [...this.#tasks.values()].map(({ id, port, process: { pid } }) => ({
            id,
            service: this.options.service.name,
            url: `http://127.0.0.1:${port}`,
            pid,
            health: this.options.targetGroup.health(id).state,
        }));
    }

    async stop(): Promise<void> {
        this.#close();
        await Promise.all(this.#starting);
        await Promise.all([...this.#alive].map((task) => task.stop(false)));
    }

    kill(): void {
        this.#close();
        this.#alive.forEach((task) => task.process.kill());
    }

    /** Does what brings the service closer to its desired count. */
    reconcile(): void {
        if (this.#closing.signal.aborted) {
            return;
        }
        const scheduled = [...this.#tasks.values()].map((task) => ({ id: task.id, state: this.#state(task) }));
        const starting = Array.from({ length: this.#starting.size }, (_, index) => ({ id: `start-${index}`, state: "starting" as const }));
        const decision = decide([...scheduled, ...starting], this.options.service);
        // A start that is no longer needed is stopped when it has become a task.
        const stop = decision.stop.filter((id) => this.#tasks.has(id));
        if (stop.length > 0) {
            stop.forEach((id) => this.#retire(id));
            // They made room, and no event tells.
            this.reconcile();
            return;
        }
        for (let count = 0; count < decision.start; count += 1) {
            const started = this.#start().finally(() => this.#starting.delete(started));
            this.#starting.add(started);
        }
        if (scheduled.filter(({ state }) => state === "healthy").length >= this.options.service.desiredCount) {
            this.#isSteady = true;
            this.#settle.resolve();
        }
    }

    #state(task: Task): ScheduledTask["state"] {
        const { service, targetGroup } = this.options;
        const { state } = targetGroup.health(task.id);
        const inGracePeriod = Date.now() - task.startedAt < service.healthCheckGracePeriod * 1000;
        return state === "healthy" ? "healthy" : state === "unhealthy" && !inGracePeriod ? "unhealthy" : "starting";
    }

    #healthChanged(id: string, state: string): void {
        if (this.#tasks.has(id)) {
            if (state === "healthy") {
                this.#wasHealthy.add(id);
                this.#failures = 0;
            }
            this.reconcile();
        }
    }

    async #start(): Promise<void> {
        if (this.#failures > 0) {
            const delay = Math.min(longestDelay, (this.options.retryDelay ?? 1000) * 2 ** (this.#failures - 1));
            await sleep(delay, undefined, { signal: this.#closing.signal }).catch(() => undefined);
        }
        if (this.#closing.signal.aborted) {
            return;
        }
        try {
            this.#started(await startTask(this.options));
        } catch (error) {
            this.#settle.reject(error instanceof Error ? error : new Error(String(error)));
        }
    }

    #started(task: Task): void {
        this.#tasks.set(task.id, task);
        this.#alive.add(task);
        // When the grace period ends, an unhealthy target begins to count, and no event tells.
        const timer = setTimeout(() => this.reconcile(), this.options.service.healthCheckGracePeriod * 1000 + 10);
        void task.process.ended.then((how) => {
            clearTimeout(timer);
            this.#alive.delete(task);
            if (this.#tasks.delete(task.id) && !this.#closing.signal.aborted) {
                this.#lost(task, how);
            }
        });
    }

    /** A task ended that was not told to. */
    #lost(task: Task, how: string): void {
        if (this.#wasHealthy.has(task.id)) {
            this.options.log(`Task ${task.id} of ${this.options.service.name} ended (${how}): starting another.`);
        } else {
            this.#failed(task, `ended (${how})`);
        }
        this.reconcile();
    }

    #retire(id: string): void {
        const task = this.#tasks.get(id);
        if (task === undefined) {
            return;
        }
        const unhealthy = this.#state(task) === "unhealthy";
        if (unhealthy && !this.#wasHealthy.has(id)) {
            this.#failed(task, "stayed unhealthy");
        }
        this.options.log(
            `Task ${id} of ${this.options.service.name} is ${unhealthy ? "unhealthy" : "surplus"}: draining, then stopping it.`,
        );
        this.#tasks.delete(id);
        void task.stop(true);
    }

    /**
     * Counts a task that never became healthy, and gives the first deployment up after half of the desired count, at least 3 and at
     * most 200 (AWS: "How the Amazon ECS deployment circuit breaker detects failures").
     */
    #failed(task: Task, how: string): void {
        const { service, log } = this.options;
        this.#failures += 1;
        const words = lastLines(task.logFile) || "(empty)";
        const isSame = words === this.#lastWords;
        this.#lastWords = words;
        log(
            `Task ${task.id} of ${service.name} ${how} before it was healthy. Its log, ${task.logFile}, ends${isSame ? " the same." : ":"}`,
        );
        if (!isSame) {
            log(words);
        }
        if (!this.#isSteady && this.#failures >= Math.min(200, Math.max(3, Math.ceil(service.desiredCount / 2)))) {
            const failed = `${this.#failures} tasks of the service ${service.name} in a row failed; the last one ${how}.`;
            this.#settle.reject(new Error(`${failed} Mend what its log says, above, and run the command again.`));
        }
    }

    #close(): void {
        this.#closing.abort();
        this.#stopListening();
        this.#settle.reject(new Error("The service was stopped."));
    }
}
