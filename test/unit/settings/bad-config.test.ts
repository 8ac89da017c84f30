import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { evaluate } from "../../../local/evaluate";
import { asTyped, removeCommand, setCommand } from "../../../settings/config-command";
import type { Problem } from "../../../settings/problems";
import { repository, stackConfig } from "../support/declare";
import { recordingRegistrations } from "../support/registrations";
import { types } from "../support/resources";
import { problemsOf, withoutRegionVariables } from "../support/settings";
import { badCapacity, badCapacityCombinations } from "./bad-capacity";
import { badCombinations } from "./bad-combinations";
import { badLoginPage } from "./bad-login-page";
import { badPeople } from "./bad-people";
import { badValues, type BadConfig } from "./bad-values";
import { badProtection } from "./bad-protection";
import { withoutLoss } from "./without-loss";

const all: readonly BadConfig[] = [
    ...badValues,
    ...badCombinations,
    ...badPeople,
    ...badLoginPage,
    ...badCapacity,
    ...badCapacityCombinations,
    ...badProtection,
];

/** JSON as it was written. */
function shown(value: string): string {
    return /^[[{]/.test(value) ? value.replace(/"password":"[^"]*"/, '"password":"..."') : JSON.stringify(value);
}

describe("bad configuration", () => {
    for (const { config, problems } of all) {
        it(`is refused: ${describeConfig(config)}`, async () => {
            const found = await withoutRegionVariables(() => problemsOf({ config }));
            const expected = problems.map(withoutLoss);
            assert.deepEqual(found.problems, expected);
            const blocks = found.message.split(/\n {2}(?! )/);
            for (const { key, value, hidden = false, rule, mend } of expected) {
                const what = hidden ? `${key} is set` : value === undefined ? `${key} is not set` : `${key} is ${shown(value)}`;
                const how = typeof mend === "string" ? `Run: npx ${mend} --stack dev` : mend.byHand;
                const block = blocks.find((text) => text.startsWith(`${what}: it `) && text.endsWith(`.\n      ${how}`));
                assert.ok(block?.includes(`it ${rule}`), found.message);
            }
        });
    }

    for (const { config } of all.filter(({ problems }) => commands(problems.map(withoutLoss)).length === problems.length)) {
        it(`is mended by the commands that it names: ${describeConfig(config)}`, async () => {
            const { problems } = await withoutRegionVariables(() => problemsOf({ config }));
            const mended = commands(problems).reduce((mending, command) => ({ ...mending, ...run(command, mending) }), config);
            assert.deepEqual(await withoutRegionVariables(() => problemsOf({ config: mended })), { problems: [], message: "" });
        });
    }

    describe("on this machine", () => {
        async function told(config: BadConfig["config"]): Promise<string> {
            const { error } = await recordingRegistrations(() =>
                evaluate({ directory: repository, ...stackConfig({ config, stack: "prod" }) }),
            );
            assert.ok(pulumi.RunError.isInstance(error));
            return error.message;
        }
        const set =
            'for `config set`, change the line of the key, or add "streamlit-cognito:<key>: <value>" under "config:" in Pulumi.prod.yaml';
        const without = "\nOr, on this machine, without the Pulumi CLI: ";

        // Pulumi may have another stack selected, which the command would change.
        it("names the stack in each command, and the line in its file that does the same", async () => {
            const message = await told({ cpu: "3" });
            assert.match(message, /\n {6}Run: npx pulumi config set cpu 256 --stack prod\n/);
            assert.ok(message.endsWith(`${without}${set}.`), message);
        });

        it("says to remove a line where the command removes a key, and no more", async () => {
            const message = await told({ typo: "1" });
            assert.match(message, /\n {6}Run: npx pulumi config rm typo --stack prod\n/);
            const remove = 'for `config rm`, remove the line "streamlit-cognito:<key>: <value>" under "config:" in Pulumi.prod.yaml';
            assert.ok(message.endsWith(`${without}${remove}.`), message);
        });

        it("knows the region's line, and that a secret is in no line", async () => {
            const message = await told({ "aws:region": "Virginia", identityProviderSecrets: "none" });
            const region = set.replace('"streamlit-cognito:<key>: <value>"', '"aws:region: <value>"');
            const secret = "for `--secret`, write a value to try with into a YAML file of its own, and name that by `--secrets FILE`";
            assert.ok(message.endsWith(`${without}${region}; ${secret}.`), message);
        });

        // What somebody wrote is in the message, too, and tells nothing of what mends it.
        it("reads no command out of a value that is shown", async () => {
            const message = await told({ cpu: "pulumi config rm --secret" });
            assert.match(message, /cpu is "pulumi config rm --secret": /);
            assert.ok(message.endsWith(`${without}${set}.`), message);
        });

        it("says nothing of lines where no command mends it", async () => {
            const message = await told({ app: "./test/unit/fixtures/paged-app", groups: '{"analysts":["none.py"]}' });
            assert.match(message, /Correct the name, or add the file/);
            assert.doesNotMatch(message, /without the Pulumi CLI/);
        });
    });

    it("shows no password that somebody wrote where none belongs", async () => {
        const users = '{"ada":{"email":"ada@example.com","password":"Correct-\\"horse-7"}}';
        const { message } = await problemsOf({ config: { users } });
        assert.match(message, /users is \{"ada":\{"email":"ada@example\.com","password":"\.\.\."\}\}/);
        assert.doesNotMatch(message, /horse/);
    });

    // Pulumi Cloud looks for a bare name among the person's own stacks.
    it("names a stack of an organization with it", async () => {
        const nothing = (): never => assert.fail("Reading the settings must register and call nothing.");
        await pulumi.runtime.setMocks({ newResource: nothing, call: nothing }, "demo", "prod", false, "acme");
        assert.equal(asTyped("pulumi config rm typo"), "npx pulumi config rm typo --stack acme/prod");
        assert.equal(asTyped(removeCommand("typo"), "dev"), "npx pulumi config rm typo --stack dev");
        await pulumi.runtime.setMocks({ newResource: nothing, call: nothing }, "demo", "prod", false, "organization");
        assert.equal(asTyped("pulumi config rm typo"), "npx pulumi config rm typo --stack prod");
    });

    // A path to what is not there removes nothing.
    it("is a path where it is a part of a setting, and no path where a mistyped key has a dot", async () => {
        assert.equal(setCommand("apps.reports.cpu", 512), "pulumi config set --path apps.reports.cpu 512");
        assert.equal(removeCommand("apps.reports.cpu"), "pulumi config rm --path apps.reports.cpu");
        assert.equal(setCommand("aws:region", "us-east-1"), "pulumi config set aws:region us-east-1");
        const { problems } = await problemsOf({ config: { "some.typo": "1" } });
        assert.deepEqual(commands(problems), ["pulumi config rm some.typo"]);
    });

    it("is one word of the shell, whatever stands in a stack's file or name", async () => {
        const { problems, message } = await problemsOf({ config: { "a;touch x #": "1" } });
        assert.deepEqual(commands(problems), ["pulumi config rm 'a;touch x #'"]);
        assert.match(message, /Run: npx pulumi config rm 'a;touch x #' --stack dev$/);
        assert.equal(asTyped("pulumi up", "it's"), `npx pulumi up --stack 'it'\\''s'`);
    });

    it("shows a value of several parts once, as it was written, with all that is wrong in it", async () => {
        const users = '{"ada":{"email":"ada"},"bob":{"email":"bob@example.com","nick":"B"}}';
        const { message } = await problemsOf({ config: { users } });
        const [, shown, mend, ...more] = message.split("\n");
        assert.ok(
            shown?.startsWith(
                `  users is ${users}: it has "ada.email", which must be an email address; it has "bob", which may not have nick`,
            ),
            shown,
        );
        assert.deepEqual([mend?.includes("Correct that part of users in Pulumi.dev.yaml"), more], [true, []]);
    });

    it("asks for no certificate of a region that is none", async () => {
        const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
        const { problems } = await problemsOf({ config: { "aws:region": "us-east1", certificateArn } });
        assert.deepEqual(keys(problems), ["aws:region"]);
    });

    it("is reported whole, every problem at once", async () => {
        const config = { "aws:region": "nowhere", domain: "Upper.example.com", cpu: "3", exec: "yes", typo: "1", loginPrefix: "Aws" };
        const { problems, message } = await problemsOf({ config });
        assert.deepEqual(keys(problems), ["aws:region", "cpu", "domain", "exec", "loginPrefix", "typo"]);
        const [first, ...blocks] = message.split("\n");
        assert.equal(first, "The stack's configuration has 6 problems; nothing was deployed or started.");
        assert.equal(blocks.length, 12);
    });

    it("is reported whole where values are wrong beside each other, too", async () => {
        const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
        const { problems } = await problemsOf({ config: { hostedZone: "example.org", memory: "4096", certificateArn, desiredCount: "0" } });
        assert.deepEqual(keys(problems), ["certificateArn", "desiredCount", "hostedZone", "memory"]);
    });

    // A size or a zone that is wrong by itself must not be judged again beside the others.
    it("is reported once a key", async () => {
        const { problems } = await problemsOf({ config: { cpu: "3", memory: "3", hostedZone: "Com", certificateArn: "none" } });
        assert.deepEqual(keys(problems), ["certificateArn", "cpu", "hostedZone", "memory"]);
    });

    it("ignores the keys of other programs and providers", async () => {
        assert.deepEqual(await problemsOf({ config: { "other:key": "1", "aws:profile": "work" } }), { problems: [], message: "" });
    });

    const samples = [badValues[0]!, badValues[3]!, ...badCombinations.slice(0, 4)];
    for (const { config } of samples) {
        it(`registers nothing but the stack: ${describeConfig(config)}`, async () => {
            const options = { directory: repository, ...stackConfig({ config }) };
            const { registrations, error } = await recordingRegistrations(() => evaluate(options));
            assert.ok(pulumi.RunError.isInstance(error), "Pulumi prints a stack trace of every error that is no RunError");
            assert.doesNotMatch(error.message, /^\s+at /m);
            assert.deepEqual(
                registrations.filter(({ type }) => type !== types.stack),
                [],
            );
        });
    }
});

/** The commands that mend problems; some are mended by hand. */
function commands(problems: readonly Problem[]): string[] {
    return problems.map(({ mend }) => mend).filter((mend) => typeof mend === "string");
}

/** What `pulumi config set` or `pulumi config rm` does to the configuration. */
function run(command: string, config: BadConfig["config"]): BadConfig["config"] {
    const set = /^pulumi config set (\S+) '?([^\s']+)'?$/.exec(command);
    if (set !== null) {
        return { [set[1]!]: set[2] };
    }
    const part = /^pulumi config set --path apps\.(\S+)\.(\w+) (\S+)$/.exec(command);
    if (part !== null) {
        const apps = JSON.parse(String(config["apps"])) as Record<string, object>;
        const value = /^\d+$/.test(part[3]!) ? Number(part[3]) : part[3];
        return { apps: JSON.stringify({ ...apps, [part[1]!]: { ...apps[part[1]!], [part[2]!]: value } }) };
    }
    const remove = /^pulumi config rm (\S+)$/.exec(command);
    assert.ok(remove, command);
    return { [remove[1]!]: undefined };
}

function keys(problems: readonly Problem[]): string[] {
    return problems.map(({ key }) => key).sort();
}

function describeConfig(config: BadConfig["config"]): string {
    return Object.entries(config)
        .map(([key, value]) => (value === undefined ? `no ${key}` : `${key}=${JSON.stringify(value.slice(0, 60))}`))
        .join(" ");
}
