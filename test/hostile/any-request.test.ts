import fc, { type RunDetails } from "fast-check";
import assert from "node:assert/strict";
import { copyProject, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { besiege, type Siege, type Tally } from "./support/attack";
import { membersAttempt, strangersAttempt } from "./support/generators";
import type { Attempt } from "./support/message";
import { declareRecorder } from "./support/recorder";

/** Connections for each test; more of them find more: `HOSTILE_CONNECTIONS=50000 npm test -- --only hostile`. */
const connections = Number(process.env["HOSTILE_CONNECTIONS"] ?? 1500);

/** Whatever bytes arrive, only requests with a session reach a task, and only as their own user's. */
describe("any request to the running stack", function () {
    this.timeout(120_000 + connections * 100);
    let project: ProjectCopy;
    let stack: RunningStack;
    let siege: Siege;
    before(async () => {
        project = copyProject({ desiredCount: 2 });
        const recorder = declareRecorder(project.directory);
        stack = await startStack(project.directory);
        siege = await besiege(stack, recorder);
    });
    after(async () => {
        await (stack as RunningStack | undefined)?.stop();
        project.remove();
    });

    const report = (details: RunDetails<[Attempt[]]>, { connections, requests, answers, forwarded }: Tally): void => {
        console.log(
            `      ${requests} requests on ${connections} connections: ${answers} answers, ${forwarded} reached a task (seed ${details.seed})`,
        );
        assert.ok(!details.failed, `${String(details.errorInstance)}\n${fc.defaultReportMessage(details)}`);
        assert.ok(!details.interrupted, "it took too long");
        // Else the attempts were all refused for the same dull reason.
        assert.ok(answers > connections / 4, `only ${answers} answers`);
    };

    it("reaches no task without a session", async () => {
        const { details, tally } = await siege.attack(strangersAttempt, connections);
        report(details, tally);
        assert.equal(tally.forwarded, 0);
    });

    it("reaches a task as its own user only, and once, with a session", async () => {
        const { details, tally } = await siege.attack(membersAttempt, connections);
        report(details, tally);
        assert.ok(tally.forwarded > tally.connections / 10, `only ${tally.forwarded} of ${tally.connections} reached a task`);
    });
});
