import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateServiceLinkedRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateVpcCommand } from "@aws-sdk/client-ec2";
import { failure, ok, unchecked, warning, type Check, type Finding } from "../../doctor/check";
import { checks } from "../../doctor/checks";
import { hostSettings } from "../../doctor/host-settings";
import { exitCode, report } from "../../doctor/report";
import { runChecks } from "../../doctor/run-checks";
import { subjectOf, type Subject } from "../../doctor/subject";
import { declare, stackConfig } from "../unit/support/declare";
import { startDnsServer } from "./support/dns-server";
import { emulator, type Emulator } from "./support/emulator";
import { contextOf } from "./support/look";
import { plantZone } from "./support/plant";
import { standInDocker } from "./support/stand-in-docker";

/** A check that finds this. */
function finding(name: string, asksAws: boolean, run: () => Promise<readonly Finding[]>): Check {
    return { name, asksAws, run };
}

async function read(config: Readonly<Record<string, string>>): Promise<Subject> {
    return subjectOf(await declare({ config }), stackConfig({ config }).config);
}

describe("the doctor", function () {
    this.timeout(120_000);
    let aws: Emulator;

    before(async () => {
        aws = await emulator();
        await aws.reset();
    });

    it("reads from the declared stack what it needs", async () => {
        const { loginPrefixes, ...subject } = await read({ architecture: "arm64", desiredCount: "3" });
        assert.equal(loginPrefixes.length, 1);
        assert.deepEqual(subject, {
            project: "streamlit-cognito",
            stack: "dev",
            region: "us-east-1",
            zones: ["example.com"],
            addresses: [{ domain: "streamlit.example.com", zone: "example.com", setting: "domain", zoneSetting: "hostedZone" }],
            certificates: [],
            issued: ["streamlit.example.com"],
            availabilityZones: 2,
            platforms: ["linux/arm64"],
            counts: { vpcs: 1, loadBalancers: 1, userPools: 1 },
            fargate: [{ capacity: "FARGATE", steady: 0.75, most: 1.5 }],
        });
    });

    it("reads a certificate of one's own, and the zone that is set", async () => {
        const arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789";
        const config = { certificateArn: arn, domain: "a.b.example.com", hostedZone: "example.com" };
        const { certificates, issued, zones } = await read(config);
        assert.deepEqual(
            [certificates, issued, zones],
            [
                [
                    {
                        name: "the load balancer",
                        region: "us-east-1",
                        hosts: [{ domain: "a.b.example.com", setting: "certificateArn" }],
                        certificates: [{ arn, settings: ["certificateArn"] }],
                    },
                ],
                [],
                ["example.com"],
            ],
        );
    });

    it("reads from the settings which of them an advice changes, and nothing of a host that none names", () => {
        const of = (config: Readonly<Record<string, string>>): unknown =>
            hostSettings("demo", Object.fromEntries(Object.entries(config).map(([key, value]) => [`demo:${key}`, value])));
        const main = { setting: "domain", zoneSetting: "hostedZone", certificateSetting: "certificateArn", certificateArn: undefined };
        assert.deepEqual(of({ domain: "a.example.com", certificateArn: " ", loginDomain: "", loginCertificateArn: "arn" }), [
            { ...main, host: "a.example.com" },
        ]);
        assert.deepEqual(of({ apps: "" }), []);
        const login = { setting: "loginDomain", zoneSetting: "hostedZone", certificateSetting: "loginCertificateArn" };
        assert.deepEqual(of({ loginDomain: "b.example.com", loginCertificateArn: "arn" }), [
            { ...login, host: "b.example.com", certificateArn: "arn" },
        ]);
    });

    it("sends nothing to AWS that could change something", async () => {
        const { aws: account } = await contextOf();
        const make = account.ec2().send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
        await assert.rejects(make, /CreateVpc is no question/);
        account.close();
    });

    it("tells, for every check, what was found or why nothing was looked at", async () => {
        const list = [
            finding("credentials", true, () => Promise.resolve([ok("fine")])),
            finding("broken", true, () => Promise.reject(new Error("no network"))),
            finding("forbidden", true, () => Promise.reject(Object.assign(new Error("not you"), { name: "AccessDeniedException" }))),
            finding("endless", false, () => new Promise(() => undefined)),
        ];
        const progress: number[] = [];
        const results = await runChecks(list, await contextOf(), { timeout: 50, onProgress: ({ length }) => void progress.push(length) });
        assert.deepEqual(
            results.map(({ check, findings: [found] }) => [check.name, found?.level, found && "why" in found ? found.why : ""]),
            [
                ["credentials", "ok", ""],
                ["broken", "unchecked", "no network"],
                ["forbidden", "unchecked", "these credentials may not ask: not you"],
                ["endless", "unchecked", "there was no answer within 0.05 s"],
            ],
        );
        assert.deepEqual(progress, [4, 3, 2, 1, 0]);
    });

    it("does not ask AWS without credentials, and says so once for all", async () => {
        const list = [
            finding("credentials", true, () => Promise.resolve([failure("none", "why", "aws configure")])),
            finding("zone", true, () => assert.fail("AWS was asked")),
            finding("local", false, () => Promise.resolve([ok("fine")])),
            finding("quota", true, () => assert.fail("AWS was asked")),
        ];
        const results = await runChecks(list, await contextOf(), { timeout: 1000 });
        assert.deepEqual(report(results).split("\n"), [
            "FAILURE    credentials  none",
            "           why: why",
            "           do:  aws configure",
            "UNCHECKED  zone, quota  not looked at",
            "           why: AWS cannot be asked: see credentials",
            "           do:  mend credentials, then the same command again",
            "ok         local        fine",
            "",
            "4 checks: 1 with failures, 0 with warnings, 2 incomplete.",
        ]);
    });

    // Three hosts that were not looked up are one check, of 2: "2 checks: 3 not checked" makes no sense.
    it("counts checks, whatever number of hosts each is about", () => {
        const [record, caa] = [
            finding("domain record", true, () => Promise.resolve([])),
            finding("CAA records", false, () => Promise.resolve([])),
        ];
        const open = ["a", "b", "c"].map((host) => unchecked(`${host} was not looked up`, "", ""));
        const text = report([
            { check: record, findings: [...open, failure("d", "", ""), failure("d", "", ""), failure("e", "", "")] },
            { check: caa, findings: [ok("none")] },
        ]);
        assert.ok(text.endsWith("\n2 checks: 1 with failures, 0 with warnings, 1 incomplete."), text);
        assert.doesNotMatch(text, /domain record, domain record/);
    });

    it("ends with 1 for a failure, with 2 for what was not checked, and with 0 for warnings", () => {
        const of = (...findings: Finding[]): number => exitCode([{ check: checks[0]!, findings }]);
        const [bad, odd, open] = [failure("", "", ""), warning("", "", ""), unchecked("", "", "")];
        assert.deepEqual([of(ok(""), odd, open, bad), of(odd, open), of(ok(""), odd)], [1, 2, 0]);
    });

    describe("as a command", () => {
        const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
        const docker = standInDocker({ version: "28.1.1 linux/amd64" });

        after(() => {
            rmSync(home, { recursive: true });
            docker.remove();
        });

        function run(
            args: readonly string[],
            environment: NodeJS.ProcessEnv = {},
        ): Promise<{ code: number; stdout: string; stderr: string }> {
            const env = { ...process.env, ...docker.environment, PULUMI_HOME: home, ...environment };
            return new Promise((resolve) => {
                execFile(
                    process.execPath,
                    ["-r", "./scripts/typescript.cjs", "doctor/main.ts", ...args],
                    { env },
                    (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
                );
            });
        }

        it("finds nothing wrong where everything is there", async () => {
            const { nameServers } = await plantZone();
            const iam = new IAMClient({ region: "us-east-1" });
            for (const AWSServiceName of ["ecs.amazonaws.com", "elasticloadbalancing.amazonaws.com"]) {
                await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
            }
            writeFileSync(join(home, "credentials.json"), JSON.stringify({ current: "file://~" }));
            const server = await startDnsServer();
            server.serve({ "example.com NS": nameServers });
            const { code, stdout, stderr } = await run(["--stack", "dev", "--dns", server.address]);
            server.close();
            assert.match(stdout, /^Stack dev, us-east-1:\n\nok {9}credentials/);
            assert.ok(stdout.endsWith("\n13 checks: 0 with failures, 0 with warnings, 0 incomplete.\n"), stdout + stderr);
            assert.equal(code, 0);
        });

        it("explains a stack that does not exist", async () => {
            const { code, stderr } = await run(["--stack", "none"]);
            assert.deepEqual([code, stderr.startsWith("There is no stack none")], [1, true], stderr);
        });
    });
});
