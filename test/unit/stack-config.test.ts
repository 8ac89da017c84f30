import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EncryptedError, readStackConfig, StackConfigError } from "../../local/stack-config";

describe("readStackConfig", () => {
    let directory: string;
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "stack-config-"));
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    function write(file: string, text: string): void {
        fs.writeFileSync(path.join(directory, file), text);
    }

    function read(project: string, stack: string): Readonly<Record<string, string>> {
        write("Pulumi.yaml", `name: demo\n${project}`);
        write("Pulumi.dev.yaml", stack);
        return readStackConfig({ directory, stack: "dev" }).config;
    }

    function fails(pattern: RegExp, stack = "dev"): void {
        assert.throws(
            () => readStackConfig({ directory, stack }),
            (error) => error instanceof StackConfigError && pattern.test(error.message),
        );
    }

    it("names the project and the stack", () => {
        write("Pulumi.yaml", "name: demo");
        write("Pulumi.prod.yaml", "config: {}");
        assert.deepEqual(readStackConfig({ directory, stack: "prod" }), { project: "demo", stack: "prod", config: {} });
    });

    it("takes the project's defaults and values, and the stack's values over them", () => {
        const project =
            "config:\n  a: { default: 1 }\n  b: { default: two }\n  c: { value: three }\n  d: four\n  e: { description: none }\n";
        assert.deepEqual(read(project, "config:\n  demo:b: other\n  demo:c: another\n"), {
            "demo:a": "1",
            "demo:b": "other",
            "demo:c": "another",
            "demo:d": "four",
        });
    });

    it("puts the project before a key that names none, and keeps other namespaces", () => {
        const project = "config:\n  aws:region: { value: us-east-1 }\n  own: { default: x }\n";
        assert.deepEqual(read(project, "config:\n  bare: y\n  aws:profile: work\n"), {
            "aws:region": "us-east-1",
            "demo:own": "x",
            "demo:bare": "y",
            "aws:profile": "work",
        });
    });

    it("refuses settings that stand beside the stack's, where the Pulumi CLI ignores them", () => {
        write("Pulumi.yaml", "name: demo\n");
        write("Pulumi.dev.yaml", "config:\n  demo:a: x\ndemo:b: y\ndemo:c: z\n");
        fails(
            /^Pulumi\.dev\.yaml has demo:b, demo:c beside "config:", where nobody reads them: indent them as the lines below "config:" are\.$/,
        );
        // What the CLI itself writes there.
        assert.deepEqual(read("", "encryptionsalt: v1:abc\nsecretsprovider: passphrase\nconfig:\n  a: x\n"), { "demo:a": "x" });
    });

    it("lets a stack's bare key replace the project's default", () => {
        assert.deepEqual(read("config:\n  own: { default: x }\n", "config:\n  own: y\n"), { "demo:own": "y" });
    });

    it("hands over texts: numbers and truth values as written, lists and maps as JSON", () => {
        const stack = 'config:\n  n: 256\n  z: "007"\n  t: true\n  f: false\n  empty: ""\n  list: [1, two]\n  map: { a: { b: 1 } }\n';
        assert.deepEqual(read("", stack), {
            "demo:n": "256",
            "demo:z": "007",
            "demo:t": "true",
            "demo:f": "false",
            "demo:empty": "",
            "demo:list": '[1,"two"]',
            "demo:map": '{"a":{"b":1}}',
        });
    });

    it("takes a stack's file without configuration", () => {
        assert.deepEqual(read("", "encryptionsalt: v1:abc\n"), {});
        assert.deepEqual(read("", "config:\n"), {});
    });

    it("refuses an encrypted value by its key, and says what to do", () => {
        write("Pulumi.yaml", "name: demo");
        write("Pulumi.dev.yaml", "config:\n  demo:token:\n    secure: v1:abc\n");
        fails(/^demo:token in Pulumi\.dev\.yaml is encrypted, .* npm start -- --stack dev --secrets FILE$/);
    });

    it("tells all encrypted values at once, and how the rest could be evaluated without them", () => {
        write("Pulumi.yaml", "name: demo");
        write("Pulumi.dev.yaml", "config:\n  demo:a: { secure: v1:a }\n  demo:b: { x: 1, y: [{ secure: v1:b }] }\n  demo:c: 2\n");
        const error: unknown = (() => {
            try {
                return readStackConfig({ directory, stack: "dev" });
            } catch (reason) {
                return reason;
            }
        })();
        assert.ok(error instanceof EncryptedError);
        assert.match(error.message, /^demo:a, demo:b in Pulumi\.dev\.yaml are encrypted, .* values to try with .* same keys/);
        const config = { "demo:a": "stand-in", "demo:b": '{"x":1,"y":["stand-in"]}', "demo:c": "2" };
        assert.deepEqual(error.standIn, { project: "demo", stack: "dev", config, secretKeys: ["demo:a", "demo:b"] });
    });

    it("takes values from a file of secrets in the place of encrypted ones, and says which they are", () => {
        write("Pulumi.yaml", "name: demo\nconfig:\n  other: { default: x }\n");
        write("Pulumi.dev.yaml", "config:\n  demo:token:\n    Google: { secure: v1:abc }\n");
        write("secrets.yaml", "token: { Google: to-try-with }\n");
        const secrets = path.join(directory, "secrets.yaml");
        assert.deepEqual(readStackConfig({ directory, stack: "dev", secrets }), {
            project: "demo",
            stack: "dev",
            config: { "demo:other": "x", "demo:token": '{"Google":"to-try-with"}' },
            secretKeys: ["demo:token"],
        });
        const none = path.join(directory, "none.yaml");
        assert.throws(
            () => readStackConfig({ directory, stack: "dev", secrets: none }),
            /^StackConfigError: The file of secrets .* does not exist\.$/,
        );
    });

    it("shows nothing of a broken file of secrets but the place", () => {
        write("Pulumi.yaml", "name: demo");
        write("Pulumi.dev.yaml", "config: {}");
        const secrets = path.join(directory, "secrets.yaml");
        for (const text of [
            "token: { Google: hush\n",
            'token:\n  Google: "hush\n',
            "token:\n  Google: *hush\n",
            "token: 1\nhush: 1\nhush: 2\n",
        ]) {
            write("secrets.yaml", text);
            assert.throws(
                () => readStackConfig({ directory, stack: "dev", secrets }),
                (error) =>
                    error instanceof StackConfigError && /^secrets\.yaml cannot be read: it is no YAML, by line \d$/.test(error.message),
            );
        }
    });

    it("refuses a stack without a file, and says how to make one", () => {
        write("Pulumi.yaml", "name: demo");
        fails(/^There is no stack prod: Pulumi\.prod\.yaml does not exist\. .* copy Pulumi\.dev\.yaml to Pulumi\.prod\.yaml\.$/, "prod");
        fails(/^There is no stack dev: .* `git checkout Pulumi\.dev\.yaml` brings it back\.$/, "dev");
    });

    it("refuses a project without a file or a name", () => {
        fails(/^Pulumi\.yaml cannot be read: ENOENT/);
        write("Pulumi.yaml", "config: {}");
        fails(/^Pulumi\.yaml has no name\.$/);
    });

    it("refuses YAML that is broken, naming file and place", () => {
        write("Pulumi.yaml", "name: demo");
        write("Pulumi.dev.yaml", "config:\n  a: [1\n  b: 2\n");
        fails(/^Pulumi\.dev\.yaml cannot be read: .*\(\d+:\d+\)/s);
        write("Pulumi.yaml", "name: 'demo");
        fails(/^Pulumi\.yaml cannot be read: /);
    });

    it("takes a file of comments alone for one without settings", () => {
        write("Pulumi.yaml", "name: demo");
        for (const text of ["", "# nothing yet\n\n", "config:\n"]) {
            write("Pulumi.dev.yaml", text);
            assert.deepEqual(readStackConfig({ directory, stack: "dev" }).config, {});
        }
    });

    // The last of two equal keys would win silently.
    it("refuses a key that is there twice", () => {
        write("Pulumi.yaml", "name: demo");
        write("Pulumi.dev.yaml", "config:\n  demo:a: 1\n  demo:a: 2\n");
        fails(/^Pulumi\.dev\.yaml cannot be read: duplicated mapping key/);
    });
});
