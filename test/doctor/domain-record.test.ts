import assert from "node:assert/strict";
import { domainRecord } from "../../doctor/checks/domain-record";
import type { Context } from "../../doctor/context";
import { emulator, type Emulator } from "./support/emulator";
import { contextOf, findings, look } from "./support/look";
import { ownTags, plantLoadBalancer, plantLoginDomain, plantRecord, plantZone } from "./support/plant";

const domain = "streamlit.example.com";

/** Has Cognito refuse a command, as it does for credentials that may not ask. */
function refuse({ aws }: Context, command: string): void {
    const refusal = Object.assign(new Error(`not cognito-idp:${command.replace(/Command$/, "")}`), { name: "AccessDeniedException" });
    aws.cognito().middlewareStack.add(
        (next, { commandName }) =>
            (args) =>
                commandName === command ? Promise.reject(refusal) : next(args),
        { step: "initialize" },
    );
}

describe("the doctor, about the domain's record", function () {
    this.timeout(120_000);
    let aws: Emulator;

    before(async () => {
        aws = await emulator();
    });

    beforeEach(() => aws.reset());

    it("is free", async () => {
        const zone = await plantZone();
        await plantRecord(zone, { Name: `other.example.com`, Type: "A", TTL: 60, ResourceRecords: [{ Value: "192.0.2.1" }] });
        await plantRecord(zone, { Name: domain, Type: "TXT", TTL: 60, ResourceRecords: [{ Value: '"hello"' }] });
        assert.deepEqual(await look(domainRecord), [`ok: ${domain} is free in example.com, or the stack's own`]);
    });

    it("is taken", async () => {
        const zone = await plantZone();
        await plantRecord(zone, { Name: domain, Type: "CNAME", TTL: 60, ResourceRecords: [{ Value: "elsewhere.example.net" }] });
        assert.deepEqual(await look(domainRecord), [`failure: ${domain} already has a record CNAME, to elsewhere.example.net`]);
    });

    // Otherwise the main app would be moved, and the record still be taken.
    for (const [whose, host, setting] of [
        ["the main app's", domain, "domain"],
        ["another app's", "reports.example.com", "--path apps.reports.host"],
        ["the login page's", "login.example.com", "loginDomain"],
    ] as const) {
        it(`is taken at ${whose} host, whose own setting gives it another name`, async () => {
            const zone = await plantZone();
            await plantRecord(zone, { Name: host, Type: "CNAME", TTL: 60, ResourceRecords: [{ Value: "elsewhere.example.net" }] });
            const apps = { reports: { host: "reports.example.com", folder: "./samples/explorer" } };
            const config = { loginDomain: "login.example.com", apps: JSON.stringify(apps) };
            const all = await findings(domainRecord, { overrides: { config, stack: "prod" } });
            assert.deepEqual(
                all.flatMap((finding) => (finding.level === "ok" ? [] : `${finding.what}: ${finding.mend.split(";")[0]}`)),
                [
                    `${host} already has a record CNAME, to elsewhere.example.net: npx pulumi config set ${setting} NAME --stack prod, with another name`,
                ],
            );
        });
    }

    it("is beside one for IPv6", async () => {
        const zone = await plantZone();
        await plantRecord(zone, { Name: domain, Type: "AAAA", TTL: 60, ResourceRecords: [{ Value: "2001:db8::1" }] });
        assert.deepEqual(await look(domainRecord), [`warning: ${domain} has a record AAAA, to 2001:db8::1`]);
    });

    for (const [whose, tags, expected] of [
        ["the stack's own", ownTags, "ok"],
        ["another stack's", { ...ownTags, "pulumi:stack": "prod" }, "failure"],
    ] as const) {
        it(`is ${whose}`, async () => {
            const zone = await plantZone();
            const DNSName = `dualstack.${await plantLoadBalancer("app", tags)}.`;
            const AliasTarget = { DNSName, HostedZoneId: "Z35SXDOTRQ7X7K", EvaluateTargetHealth: false };
            await plantRecord(zone, { Name: domain, Type: "A", AliasTarget });
            assert.deepEqual(
                (await findings(domainRecord)).map(({ level }) => level),
                [expected],
            );
        });
    }

    // Cognito serves it from a distribution, not from the load balancer.
    for (const [whose, tags, expected] of [
        ["the stack's own", ownTags, []],
        ["another stack's", { ...ownTags, "pulumi:stack": "prod" }, ["failure"]],
    ] as const) {
        it(`is ${whose} login page's`, async () => {
            const zone = await plantZone();
            const loginDomain = "login.example.com";
            const DNSName = `${await plantLoginDomain(loginDomain, tags)}.`;
            await plantRecord(zone, {
                Name: loginDomain,
                Type: "A",
                AliasTarget: { DNSName, HostedZoneId: "Z2FDTNDATAQYW2", EvaluateTargetHealth: false },
            });
            const all = await findings(domainRecord, { overrides: { config: { loginDomain } } });
            assert.deepEqual(
                all.flatMap(({ level }) => (level === "ok" ? [] : level)),
                expected,
            );
        });
    }

    // What nobody may see could be the live login page's: whoever removed it as told would end every sign-in.
    it("is not called somebody else's where these credentials may not see whose login page it is", async () => {
        const zone = await plantZone();
        const loginDomain = "login.example.com";
        const DNSName = `${await plantLoginDomain(loginDomain, ownTags)}.`;
        const AliasTarget = { DNSName, HostedZoneId: "Z2FDTNDATAQYW2", EvaluateTargetHealth: false };
        await plantRecord(zone, { Name: loginDomain, Type: "A", AliasTarget });
        const context = await contextOf({ overrides: { config: { loginDomain } } });
        refuse(context, "DescribeUserPoolCommand");
        const told = await domainRecord.run(context);
        context.aws.close();
        assert.deepEqual(
            told.map((finding) => [finding.level, finding.what, finding.level === "ok" ? "" : finding.why]),
            [
                // What the other hosts' records are is told nevertheless.
                ["ok", `${domain} is free in example.com, or the stack's own`, ""],
                ["unchecked", `${loginDomain} could not be looked up`, "these credentials may not ask: not cognito-idp:DescribeUserPool"],
            ],
        );
    });

    it("is somebody else's at the app's host, whatever these credentials may ask Cognito", async () => {
        const zone = await plantZone();
        const AliasTarget = { DNSName: "else.elb.amazonaws.com.", HostedZoneId: "Z35SXDOTRQ7X7K", EvaluateTargetHealth: false };
        await plantRecord(zone, { Name: domain, Type: "A", AliasTarget });
        const context = await contextOf({});
        refuse(context, "DescribeUserPoolDomainCommand");
        const told = await domainRecord.run(context);
        context.aws.close();
        assert.deepEqual(
            told.map(({ level, what }) => `${level}: ${what}`),
            [`failure: ${domain} already has a record A, to else.elb.amazonaws.com.`],
        );
    });

    it("is not looked up where there is no one zone", async () => {
        assert.deepEqual(await look(domainRecord), [`unchecked: ${domain} was not looked up`]);
    });
});
