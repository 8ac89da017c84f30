import assert from "node:assert/strict";
import * as path from "node:path";
import { createMember } from "../../harness/cognito";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { askTask, attacks, useCookieOfAnotherStack } from "../support/attacks";
import { declareEchoApp } from "../support/echo-app";

const account = { username: "ada", password: "Correct-horse-7" };

/** What each attack is about, taken out of a copy: file, what is there, what is there instead. */
const weaknesses: readonly (readonly [file: string, old: string, replacement: string])[] = [
    // A state, and a code, can be brought back twice.
    ["local/load-balancer/login.ts", "if (used.get(state.id) !== undefined)", "if (used.get(state.id) === null)"],
    [
        "local/user-pool/token.ts",
        "? exchangeCode(front, client, form)",
        '? (codes[form.get("code")] ??= exchangeCode(front, client, form))',
    ],
    ["local/user-pool/token.ts", "/** ministack checks the code", "const codes = {};\n/** ministack checks the code"],
    // A state can be brought back by any browser.
    ["local/load-balancer/login.ts", "browserNonce !== state.browserNonce", "false"],
    // What was asked for first is taken as an address, not as a path.
    ["local/load-balancer/login.ts", "`https://${state.host}${state.target}`", "new URL(state.target, `https://${state.host}`).href"],
    // The client's own headers pass.
    ["local/load-balancer/identity-headers.ts", "return headers.filter(", "return headers; headers.filter("],
    // All load balancers seal with one secret, and none asks for whom.
    ["local/load-balancer/keys.ts", "sealing: randomBytes(32)", "sealing: Buffer.alloc(32)"],
    [
        "local/load-balancer/session-reader.ts",
        "session?.issuer === provider.issuer && session.clientId === provider.clientId",
        "session !== undefined",
    ],
];

/** Each attack succeeds where what it attacks is missing, so that its failure elsewhere shows something. */
describe("attacks on a weakened stack", function () {
    this.timeout(120_000);
    let project: ProjectCopy;
    let stack: RunningStack;
    let other: RunningStack;

    before(async () => {
        project = copyProject();
        // It has no server that verifies who sends a request.
        declareEchoApp(project.directory);
        weaknesses.forEach(([file, old, replacement]) => editFile(path.join(project.directory, file), old, replacement));
        [stack, other] = await Promise.all([startStack(project.directory), startStack(project.directory, ".local/other")]);
        await Promise.all([createMember(stack, account), createMember(other, account)]);
    });
    after(async () => {
        const stacks: (RunningStack | undefined)[] = [stack, other];
        await Promise.all(stacks.map(async (one) => one?.stop()));
        project.remove();
    });

    for (const [name, attack] of Object.entries(attacks)) {
        it(`succeed with ${name}`, async () => assert.equal(await attack(stack, account), true));
    }

    it("succeed with another stack's cookie", async () => {
        assert.equal(await useCookieOfAnotherStack(other, stack, account), true);
    });

    it("succeed with requests to a task itself", async () => {
        assert.equal(await askTask(stack), true);
    });
});
