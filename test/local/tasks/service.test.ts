import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { isAlive, until } from "../../../harness/processes";
import { fakeService, type FakeService } from "./support/fake-service";

interface Answer {
    readonly environment: Readonly<Record<string, string>>;
    readonly args: readonly string[];
    readonly directory: string;
    readonly child?: number;
}

describe("a service's tasks", () => {
    let service: FakeService | undefined;
    afterEach(async () => {
        await service?.close();
        service = undefined;
    });

    const started = async (...options: Parameters<typeof fakeService>): Promise<FakeService> => {
        service = fakeService(...options);
        await service.running.steady;
        return service;
    };
    const theTask = ({ running }: FakeService) => {
        const [task] = running.tasks();
        assert.ok(task);
        return task;
    };
    const ask = async (task: { readonly url: string }): Promise<Answer> => (await (await fetch(task.url)).json()) as Answer;

    it("are as many as desired, each healthy at an address of its own", async () => {
        const { running } = await started("healthy", { desiredCount: 3 });
        const tasks = running.tasks();
        assert.deepEqual(
            tasks.map(({ health }) => health),
            ["healthy", "healthy", "healthy"],
        );
        assert.equal(new Set(tasks.map(({ url }) => url)).size, 3);
        assert.equal(new Set(tasks.map(({ pid }) => pid)).size, 3);
    });

    it("see the container's environment, with their own address and port, and nothing of ours", async () => {
        process.env["OURS"] = "secret";
        const task = theTask(await started("healthy"));
        const { environment, args, directory } = await ask(task);
        delete process.env["OURS"];
        const { port } = new URL(task.url);
        assert.equal(environment["GREETING"], "hello");
        assert.equal(environment["DATABASE_PORT"], "8501", "a secret stays as it is");
        assert.equal(environment["PORT"], port);
        assert.equal(environment["ADDRESS"], "127.0.0.1");
        assert.equal(environment["STREAMLIT_SERVER_PORT"], port);
        assert.equal(environment["OURS"], undefined);
        assert.match(environment["PATH"] ?? "", /^\/nowhere\/bin:/);
        assert.deepEqual(args, ["healthy", `--server.port=${port}`, `127.0.0.1:${port}`]);
        assert.equal(directory, fs.realpathSync(service?.folder ?? ""));
    });

    it("are replaced when they end", async () => {
        const running = await started("healthy");
        const first = theTask(running);
        process.kill(first.pid, "SIGKILL");
        await until(() => running.running.tasks().some(({ id, health }) => id !== first.id && health === "healthy"));
        assert.equal(running.running.tasks().length, 1);
        assert.match(running.lines.join("\n"), /ended \(signal SIGKILL\): starting another/);
    });

    it("are replaced when they are unhealthy, and only then stopped", async () => {
        const running = await started("healthy");
        const first = theTask(running);
        let others: string[] = [];
        running.targetGroup.onHealth(({ id, state }) => {
            if (id === first.id && state === "draining") {
                others = running.running.tasks().map(({ health }) => health);
            }
        });
        await fetch(`${first.url}/break`);
        await until(() => !isAlive(first.pid));
        const replacement = theTask(running);
        assert.notEqual(replacement.id, first.id);
        assert.equal(replacement.health, "healthy");
        assert.deepEqual(others, ["healthy"], "it was drained when its replacement was healthy, not before");
        assert.match(running.logs(), /got SIGTERM/);
    });

    it("finish their requests before they are stopped", async () => {
        const running = await started("healthy");
        const first = theTask(running);
        const target = running.ofNode.choose(first.id);
        assert.equal(target?.id, first.id);
        const finish = running.ofNode.begin(target, { abort: () => assert.fail("within the deregistration delay") });
        await fetch(`${first.url}/break`);
        await until(() => running.targetGroup.health(first.id).state === "draining");
        assert.doesNotMatch(running.logs(), /got SIGTERM/);
        assert.ok(isAlive(first.pid));
        finish();
        await until(() => !isAlive(first.pid));
        assert.match(running.logs(), /got SIGTERM/);
    });

    it("may be unhealthy within their grace period", async () => {
        const running = await started("healthy", { healthCheckGracePeriod: 60 });
        const first = theTask(running);
        await fetch(`${first.url}/break`);
        await until(() => theTask(running).health === "unhealthy");
        await fetch(`${first.url}/mend`);
        await until(() => theTask(running).health === "healthy");
        assert.equal(theTask(running).id, first.id);
    });

    it("that stay unhealthy are replaced when their grace period ends, without any further event", async () => {
        service = fakeService("unhealthy", { healthCheckGracePeriod: 1 });
        const { running, lines } = service;
        await until(() => running.tasks()[0]?.health === "unhealthy");
        assert.equal(running.tasks().length, 1);
        await until(() => running.tasks().length === 2);
        await until(() => lines.some((line) => line.includes("stayed unhealthy before it was healthy")));
    });

    it("of which there is one too many are stopped, also one that was only about to start", async () => {
        const running = await started("healthy");
        const first = theTask(running);
        await fetch(`${first.url}/break`);
        await until(() => running.targetGroup.health(first.id).state === "unhealthy");
        await fetch(`${first.url}/mend`);
        await until(() => running.running.tasks().length === 1 && theTask(running).health === "healthy");
        await until(() => running.lines.some((line) => line.includes("draining, then stopping it")));
    });

    it("that never listen fail their health checks", async () => {
        service = fakeService("deaf", {}, 20, 0.1);
        await assert.rejects(service.running.steady, /the last one stayed unhealthy/);
    });

    it("that never listen stay unhealthy, though somebody else begins to listen where they should", async () => {
        const { running } = (service = fakeService("deaf", {}, 20, 0.1));
        const others = new Map<number, http.Server>();
        const listenFor = (port: number): void => {
            if (!others.has(port)) {
                const other = http.createServer((_, response) => response.end());
                others.set(port, other);
                // Once the task is registered: before that, it would be taken for the task.
                setTimeout(() => others.size > 0 && other.listen(port, "127.0.0.1"), 200);
            }
        };
        const timer = setInterval(() => running.tasks().forEach(({ url }) => listenFor(Number(new URL(url).port))), 10);
        try {
            await assert.rejects(running.steady, /the last one stayed unhealthy/);
            assert.ok(others.size >= 3);
        } finally {
            clearInterval(timer);
            others.forEach((other) => other.close());
            others.clear();
        }
    });

    it("fail the deployment when three in a row end before they are healthy, with the last lines of the log", async () => {
        service = fakeService("fails");
        await assert.rejects(service.running.steady, /3 tasks of the service fake in a row failed; the last one ended \(exit code 3\)/);
        assert.match(service.lines.join("\n"), /cannot find the module/);
    });

    // Three times the same traceback hides that it is one mistake.
    it("show what their logs end with once where it is the same, and what is to be done", async () => {
        service = fakeService("fails");
        await assert.rejects(service.running.steady, /Mend what its log says, above, and run the command again\.$/);
        assert.equal(service.lines.filter((line) => line.includes("cannot find the module")).length, 1);
        assert.equal(service.lines.filter((line) => line.endsWith("ends the same.")).length, 2);
    });

    it("fail the deployment when their command does not exist", async () => {
        service = fakeService("healthy", {
            container: { name: "fake", port: 8501, environment: {}, secrets: [], command: ["no-such-command"], stopTimeout: 1 },
        });
        await assert.rejects(service.running.steady, /ENOENT/);
    });

    it("are stopped with SIGTERM", async () => {
        const running = await started("healthy");
        const { pid } = theTask(running);
        await running.running.stop();
        assert.ok(!isAlive(pid));
        assert.match(running.logs(), /got SIGTERM/);
        assert.deepEqual(fs.readdirSync(path.join(running.folder, "home")), []);
    });

    it("are killed when their stop timeout is over", async () => {
        const running = await started("ignores-sigterm", {}, 0.3);
        const { pid } = theTask(running);
        await running.running.stop();
        assert.ok(!isAlive(pid));
        assert.match(running.logs(), /ignored SIGTERM/);
    });

    it("take the processes with them that they started", async () => {
        const running = await started("with-child");
        const task = theTask(running);
        const { child = 0 } = await ask(task);
        assert.ok(isAlive(child));
        process.kill(task.pid, "SIGKILL");
        await until(() => !isAlive(child));
    });

    it("all end at once when they are killed", async () => {
        const running = await started("ignores-sigterm", { desiredCount: 2 });
        const pids = running.running.tasks().map(({ pid }) => pid);
        running.running.kill();
        await until(() => !pids.some(isAlive) && running.running.tasks().length === 0);
        assert.equal(running.lines.length, 0, "nobody is told of losses that were meant");
    });
});
