import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LambdaFunction } from "../../../local/model";
import { invoke, TriggerError } from "../../../local/user-pool/federation/invoke";

describe("a function's invocation", () => {
    let directory: string;
    before(() => (directory = mkdtempSync(join(tmpdir(), "function-"))));
    after(() => rmSync(directory, { recursive: true }));

    function lambda(code: string, changes: Partial<LambdaFunction> = {}): LambdaFunction {
        const file = join(directory, "f.mjs");
        writeFileSync(file, code);
        return { resourceName: "f", handler: "f.handler", files: { "f.mjs": file }, environment: {}, timeout: 10, ...changes };
    }

    const lines: string[] = [];
    const call = (given: LambdaFunction, event = {}): Promise<unknown> => invoke(given, event, (line) => void lines.push(line));
    const refused = (message: RegExp) => (error: unknown) => error instanceof TriggerError && message.test(error.message);

    it("gives the event, and takes what the function makes of it", async () => {
        const answer = await call(lambda("export const handler = async (event) => ({ ...event, more: event.given + 1 });"), { given: 1 });
        assert.deepEqual(answer, { given: 1, more: 2 });
    });

    it("gives the declared variables, and none of this machine's", async () => {
        process.env["SECRET_OF_THIS_MACHINE"] = "x";
        const environment = { LIST: "[1]" };
        const answer = (await call(lambda("export const handler = () => ({ ...process.env });", { environment }))) as Record<
            string,
            string
        >;
        Reflect.deleteProperty(process.env, "SECRET_OF_THIS_MACHINE");
        assert.deepEqual(Object.keys(answer).sort(), ["AWS_LAMBDA_FUNCTION_NAME", "LAMBDA_TASK_ROOT", "LIST"]);
    });

    it("is a refusal by the function's own words where it throws", async () => {
        const before = lines.length;
        const code = 'export const handler = () => { console.log("why"); throw new Error("No."); };';
        await assert.rejects(call(lambda(code)), refused(/^No\.$/));
        assert.deepEqual(lines.slice(before), ["f: why"]);
    });

    for (const [what, code, message] of [
        [
            "takes too long",
            "export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000, {}));",
            /took more than 1 seconds/,
        ],
        ["answers nothing", "export const handler = () => undefined;", /answered with no event/],
        ["answers with no event", "export const handler = () => 'yes';", /answered with no event/],
        ["ends the process", "export const handler = () => process.exit(0);", /ended without an answer/],
        ["is not there", "export const other = 1;", /not a function/],
        ["is no JavaScript", "this is none", /./],
    ] as const) {
        it(`is a refusal where the handler ${what}`, async () => {
            await assert.rejects(call(lambda(code, { timeout: 1 })), refused(message));
        });
    }

    it("is a refusal where the archive has no file for the handler", async () => {
        await assert.rejects(call(lambda("", { handler: "other.handler" })), refused(/has no file for its handler other\.handler/));
    });
});
