import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Service } from "../../../local/model";
import { readSecrets } from "../../../local/task-secrets";

const serviceWith = (...secrets: string[]) => ({ container: { secrets } }) as unknown as Service;

describe("the values of secrets", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-"));
        file = path.join(folder, "task-secrets.json");
    });
    afterEach(() => fs.rmSync(folder, { recursive: true }));

    const write = (text: string, mode = 0o600) => fs.writeFileSync(file, text, { mode });

    it("come from the environment first, then from the file, and only those that a container names", () => {
        write('{"A":"of the file","B":"of the file","C":"of the file"}');
        const environment = { A: "of the environment", D: "of the environment" };
        assert.deepEqual(readSecrets([serviceWith("A"), serviceWith("A", "B")], { file, environment }), {
            A: "of the environment",
            B: "of the file",
        });
    });

    it("may be empty, and need no file where no container names any", () => {
        assert.deepEqual(readSecrets([serviceWith("A")], { file, environment: { A: "" } }), { A: "" });
        write("no JSON", 0o644);
        assert.deepEqual(readSecrets([serviceWith()], { file, environment: {} }), {});
    });

    it("are asked for by name, every one that is missing, with where to write them", () => {
        write('{"B":"x"}');
        assert.throws(() => readSecrets([serviceWith("A", "B"), serviceWith("C")], { file, environment: {} }), {
            message:
                "AWS keeps the values of the container's secrets, and this machine does not know A, C. " +
                `Set environment variables of these names, or write a value to try with to ${file}: {"A":"...","C":"..."}`,
        });
    });

    it("are in a file that is JSON of texts, or else in no message", () => {
        for (const text of ['{"A":"hunter2"', '["hunter2"', '{"A":["hunter2"]}', "null"]) {
            write(text);
            assert.throws(
                () => readSecrets([serviceWith("A")], { file, environment: {} }),
                (error: Error) => error.message.includes("must be JSON of names and texts") && !error.message.includes("hunter2"),
            );
        }
    });

    it("are in a file that nobody else can read", function () {
        if (process.platform === "win32") {
            this.skip();
        }
        write('{"A":"x"}');
        fs.chmodSync(file, 0o640);
        assert.throws(() => readSecrets([serviceWith("A")], { file, environment: {} }), new RegExp(`Run: chmod 600 ${file}`));
    });
});
