import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../unit/support/declare";

const hook = path.join(repository, "scripts/lazy-packages.cjs");

/** Runs a program with a hook, in the folder that has it. */
function run(directory: string, name: string, program: string): string {
    const hooked = ["-r", path.join(directory, "scripts", name), "-e", program];
    const { status, stdout, stderr } = spawnSync(process.execPath, hooked, { cwd: directory, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return stdout;
}

// Every program and test loads Pulumi so: whoever uses a part of it that waits must not see that it did.
describe("parts of packages that wait", () => {
    let folder: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "packages-"));
        const write = (file: string, text: string): void => {
            fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
            fs.writeFileSync(path.join(folder, file), text);
        };
        write("scripts/lazy-packages.cjs", fs.readFileSync(hook, "utf8"));
        write("node_modules/@pulumi/aws/index.js", 'exports.acm = require("./acm"); exports.now = require("./Now");');
        write("node_modules/@pulumi/aws/Now.js", 'console.log("now");');
        write(
            "node_modules/@pulumi/aws/acm.js",
            `console.log("acm");
            Object.defineProperty(exports, "__esModule", { value: true });
            exports.one = 1; exports.self = exports; exports.later = () => exports.added;
            Object.defineProperty(exports, "two", { enumerable: true, get: () => 2 });`,
        );
    });
    afterEach(() => fs.rmSync(folder, { recursive: true }));
    const use = (program: string): string =>
        run(folder, path.basename(hook), `const { acm } = require("@pulumi/aws"); console.log("use"); ${program}`);

    it("are loaded when they are used, and once; others at once", () => {
        assert.equal(use(""), "now\nuse\n");
        assert.equal(use("acm.one; acm.two;"), "now\nuse\nacm\n");
    });

    it("are not loaded by what a compiled import asks", () => {
        assert.equal(use("if (acm && acm.__esModule) console.log('as it is');"), "now\nuse\nas it is\n");
    });

    for (const [what, program, printed] of [
        ["values", "[acm.one, acm.two, acm.three, acm.self.self.one]", "[1,2,null,1]"],
        ["names", "[Object.keys(acm), 'one' in acm, 'three' in acm]", '[["one","self","later","two"],true,false]'],
        ["copies", "(({ self, ...copy }) => copy)(acm)", '{"one":1,"two":2}'],
        ["properties", "[Object.getOwnPropertyDescriptor(acm, 'two').get(), Object.getOwnPropertyNames(acm).length]", "[2,5]"],
        [
            "changes",
            "[acm.added = 3, acm.later(), delete acm.added, acm.later(), Object.defineProperty(acm, 'x', { value: 4 }).x]",
            "[3,3,true,null,4]",
        ],
    ] as const) {
        it(`show their ${what}`, () => assert.equal(use(`console.log(JSON.stringify(${program}));`).split("\n").at(-2), printed));
    }
});

describe("the parts of Pulumi, AWS's resources and zod that wait", function () {
    this.timeout(60_000);
    /** As every program and test does. */
    const runHere = (program: string): string => run(repository, "typescript.cjs", program);
    const all = `const pulumi = require("@pulumi/pulumi"), aws = require("@pulumi/aws"), awsx = require("@pulumi/awsx"), { z } = require("zod");`;

    // Also catches a list that no longer names what a new version of a package loads.
    it("are not loaded with them", () => {
        const loaded = runHere(`${all} console.log(Object.keys(require.cache).join("\\n"));`).split("\n");
        const waiting = /arborist|awsx.classic|pulumi.automation.|opentelemetry|typescript.lib|locales.de|pulumi.aws.s3/;
        assert.ok(loaded.length > 100);
        assert.deepEqual(
            loaded.filter((file) => waiting.test(file)),
            [],
        );
    });

    it("are there for whoever uses them", () => {
        const program = `${all} (async () => {
            const { text } = await pulumi.runtime.serializeFunction(() => 42);
            // What it is for would look through all packages.
            const { Arborist } = require.cache[require.resolve("@pulumi/pulumi/runtime/closure/codePaths")].require("@npmcli/arborist");
            console.log(JSON.stringify([/return \\(?\\(\\) => 42/.test(text), Arborist.name, typeof pulumi.automation.LocalWorkspace.create,
                aws.s3.Bucket.name, aws.types.enums.s3 !== undefined, typeof awsx.classic.ec2.Vpc, typeof z.locales.de().localeError]));
        })();`;
        assert.deepEqual(JSON.parse(runHere(program)), [true, "Arborist", "function", "Bucket", true, "function", "function"]);
    });
});
