import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import ts from "typescript";
import { repository } from "../unit/support/declare";

// Every command and every test is loaded so: what is kept from an earlier time must never be what runs in place of a changed file.
describe("loading TypeScript", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "typescript-"));
        file = path.join(folder, "program.ts");
    });
    afterEach(() => fs.rmSync(folder, { recursive: true }));

    function run(...lines: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
        fs.writeFileSync(file, lines.join("\n"));
        return spawnSync(process.execPath, ["-r", path.join(repository, "scripts/typescript.cjs"), file], { encoding: "utf8" });
    }

    it("runs what the file says now, also where it was loaded before", () => {
        for (const text of ["one", "one", "two", "one"]) {
            assert.equal(run(`const text: string = "${text}";`, "console.log(text);").stdout, `${text}\n`);
        }
    });

    // As each evaluation of the program does.
    it("runs what the file says now, also where the same process loads it again", () => {
        const other = path.join(folder, "other.ts");
        const texts = ["one", "one", "two", "one"];
        const { stdout, stderr } = run(
            `import { writeFileSync } from "node:fs";`,
            `for (const text of ${JSON.stringify(texts)}) {`,
            `    writeFileSync("${other}", \`let loads = 0; export const said: string = "\${text} " + ++loads;\`);`,
            `    for (const time of [1, 2]) {`,
            `        delete require.cache["${other}"];`,
            `        console.log(require("${other}").said);`,
            `    }`,
            `}`,
        );
        assert.equal(stdout, texts.map((text) => `${text} 1\n${text} 1\n`).join(""), stderr);
    });

    it("gives a module all that Node gives it", () => {
        fs.writeFileSync(path.join(folder, "parent.ts"), "export const parent = module.parent?.filename;");
        const { stdout, stderr } = run(
            `import { parent } from "./parent";`,
            `console.log(JSON.stringify([parent === __filename, require.main === module, require.resolve("./parent") === __dirname + "/parent.ts",`,
            `    require.cache[__filename] === module, module.exports === exports, module.children.length]));`,
        );
        assert.deepEqual(JSON.parse(stdout || stderr), [true, true, true, true, true, 1]);
    });

    it("tells the lines of the file, compiled now or before, there or in a copy", () => {
        const lines = [
            "interface Erased {",
            "    readonly text: string;",
            "}",
            `// ${folder}`,
            "const { text }: Erased = JSON.parse('null');",
        ];
        for (const name of ["program.ts", "program.ts", "copy/program.ts"]) {
            file = path.join(folder, name);
            fs.mkdirSync(path.dirname(file), { recursive: true });
            assert.match(run(...lines).stderr, new RegExp(`${name}:5:`));
        }
    });

    it("refuses what is no TypeScript, each time, with its place, in the compiler's words alone", () => {
        for (let times = 0; times < 2; times += 1) {
            const { status, stderr } = run("console.log(1);", "const text: = 1;");
            assert.equal(status, 1);
            assert.match(stderr, /program\.ts is no TypeScript:\nprogram\.ts\(2,13\): error TS1110: Type expected\./);
            assert.doesNotMatch(stderr, /cause|backtrace/i);
        }
    });

    // As where node_modules comes from a machine of another kind.
    it("does without swc's binary", () => {
        process.env["SWC_BINARY_PATH"] = path.join(folder, "missing");
        try {
            assert.equal(
                run("// No one compiled this before: " + folder, "const text: string = 'one';", "console.log(text);").stdout,
                "one\n",
            );
        } finally {
            delete process.env["SWC_BINARY_PATH"];
        }
    });
});

// Here it is swc that erases the types. Where the stack is deployed, it is ts-node, with which Pulumi loads the program.
describe("the program, loaded as Pulumi does", function () {
    this.timeout(120_000);
    const run = (...args: readonly string[]): string => {
        const options = { cwd: repository, encoding: "utf8", maxBuffer: 64 * 2 ** 20 } as const;
        const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
        assert.equal(status, 0, stderr);
        return stdout;
    };
    const asPulumi = ["-r", "./test/run/fixtures/as-pulumi.cjs"];

    // Of tsconfig.pulumi.json, Pulumi reads what is written in it, without what it extends, and has other defaults.
    it("becomes JavaScript of the kind that tsconfig.json says, as it does here", () => {
        const config: unknown = ts.readConfigFile(path.join(repository, "tsconfig.json"), (file) => fs.readFileSync(file, "utf8")).config;
        const { target, module, esModuleInterop } = ts.parseJsonConfigFileContent(config, ts.sys, repository).options;
        const options = JSON.parse(
            run(...asPulumi, "-p", 'JSON.stringify(process[require("ts-node").REGISTER_INSTANCE].config.options)'),
        ) as ts.CompilerOptions;
        assert.deepEqual([options.target, options.module, options.esModuleInterop], [target, module, esModuleInterop]);
        const { output } = JSON.parse(run("-p", 'JSON.stringify(require("./scripts/typescript.cjs"))')) as { output: object };
        assert.deepEqual(ts.convertCompilerOptionsFromJson(output, repository).options, { target, module, esModuleInterop });
    });

    it("registers what it registers here, whatever is set", () => {
        const stacks = (...loader: readonly string[]): unknown => JSON.parse(run(...loader, "test/aws-api/declare.ts"));
        assert.deepEqual(stacks(...asPulumi, "-r", "./bench/compile-once.ts"), stacks("-r", "./scripts/typescript.cjs"));
    });
});
