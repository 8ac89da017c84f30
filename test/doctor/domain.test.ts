import assert from "node:assert/strict";
import { caa } from "../../doctor/checks/caa";
import { delegation } from "../../doctor/checks/delegation";
import { hostedZone } from "../../doctor/checks/hosted-zone";
import { startDnsServer, type DnsServer } from "./support/dns-server";
import { emulator, type Emulator } from "./support/emulator";
import { findings, look, type World } from "./support/look";
import { plantPrivateZone, plantZone } from "./support/plant";

const domain = "streamlit.example.com";

describe("the doctor, about the domain", function () {
    this.timeout(120_000);
    let aws: Emulator;
    let server: DnsServer;
    let dns: string;

    before(async () => {
        aws = await emulator();
        server = await startDnsServer();
        dns = server.address;
    });

    beforeEach(async () => {
        server.serve({});
        await aws.reset();
    });

    after(() => server.close());

    describe("hosted zone", () => {
        it("finds the one, and no private one", async () => {
            const { id } = await plantZone();
            await plantPrivateZone("example.com");
            assert.deepEqual(await look(hostedZone), [`ok: example.com is ${id.replace("/hostedzone/", "")}`]);
        });

        it("misses it", async () => {
            await plantPrivateZone("example.com");
            await plantZone("example.org");
            assert.deepEqual(await look(hostedZone), ["failure: this account has no public hosted zone example.com"]);
        });

        it("names the zone above it", async () => {
            await plantZone("example.com");
            const overrides = { config: { domain: "streamlit.apps.example.com" } };
            const [finding] = await findings(hostedZone, { overrides });
            assert.ok(finding?.level === "failure");
            assert.equal(finding.mend, "npx pulumi config set hostedZone example.com --stack dev, which this account has");
        });

        // Otherwise the zone of the main app would be changed, and that of the app still be missing.
        it("names the setting of the app whose zone it is", async () => {
            await plantZone("example.com");
            await plantZone("example.org");
            const reports = { host: "reports.team.example.org", folder: "./samples/explorer", hostedZone: "team.example.org" };
            const overrides = { config: { apps: JSON.stringify({ reports }) }, stack: "prod" };
            const mends = (await findings(hostedZone, { overrides })).flatMap((finding) => (finding.level === "ok" ? [] : finding.mend));
            assert.deepEqual(mends, [
                "npx pulumi config set --path apps.reports.hostedZone example.org --stack prod, which this account has",
            ]);
        });

        it("names every setting that has to name another zone, once", async () => {
            await plantZone("example.com");
            const zone = "apps.example.com";
            const app = (name: string, own?: object): object => ({ host: `${name}.${zone}`, folder: "./samples/explorer", ...own });
            const apps = { one: app("one", { hostedZone: zone }), two: app("two") };
            const config = { domain: `main.${zone}`, loginDomain: `login.${zone}`, apps: JSON.stringify(apps) };
            const [finding] = await findings(hostedZone, { overrides: { config } });
            assert.ok(finding?.level === "failure");
            const set = (setting: string): string => `npx pulumi config set ${setting} example.com --stack dev`;
            assert.equal(finding.mend, `${set("hostedZone")} && ${set("--path apps.one.hostedZone")}, which this account has`);
        });

        it("notices two of one name", async () => {
            await plantZone();
            await plantZone();
            assert.deepEqual(await look(hostedZone), ["failure: example.com has 2 public hosted zones in this account"]);
        });
    });

    describe("delegation", () => {
        it("is right where the internet asks the zone's own servers", async () => {
            const { nameServers } = await plantZone();
            server.serve({ "example.com NS": nameServers.map((name) => name.toUpperCase()) });
            assert.deepEqual(await look(delegation, { dns }), [`ok: example.com is delegated to its ${nameServers.length} name servers`]);
        });

        it("is missing", async () => {
            await plantZone();
            assert.deepEqual(await look(delegation, { dns }), ["failure: the internet knows no name servers of example.com"]);
        });

        it("is to somebody else", async () => {
            const { nameServers } = await plantZone();
            server.serve({ "example.com NS": ["ns2.registrar.com", "ns1.registrar.com"] });
            const [finding] = await findings(delegation, { dns });
            assert.ok(finding?.level === "failure");
            assert.equal(finding.what, "example.com is delegated to others: ns1.registrar.com ns2.registrar.com");
            assert.match(finding.mend, new RegExp([...nameServers].sort().join(" ")));
        });

        it("is to somebody else, too", async () => {
            const { nameServers } = await plantZone();
            server.serve({ "example.com NS": [...nameServers, "ns1.registrar.com"] });
            assert.deepEqual(await look(delegation, { dns }), ["warning: example.com is delegated to others, too: ns1.registrar.com"]);
        });

        it("is to servers that do not answer", async () => {
            await plantZone();
            server.serve({}, ["example.com"]);
            assert.deepEqual(await look(delegation, { dns }), [
                "failure: the name servers that example.com is delegated to do not answer for it",
            ]);
        });

        it("is not judged where no DNS server answers, or one that is not the internet's", async () => {
            await plantZone();
            const why = async (world: World): Promise<string[]> =>
                (await findings(delegation, world)).map((finding) => (finding.level === "unchecked" ? finding.why : finding.what));
            assert.match((await why({ dns: "127.0.0.1:9" })).join(), /gave no answer \(ECONNREFUSED\)/);
            server.serve({ "com NS": [] });
            assert.match((await why({ dns })).join(), /answered that there is no com at all/);
        });

        it("is told of one zone where another's is not known", async () => {
            const { nameServers } = await plantZone();
            await plantZone("example.org");
            server.serve({ "example.com NS": nameServers });
            const reports = { host: "reports.example.org", folder: "./samples/explorer", hostedZone: "example.org" };
            assert.deepEqual(await look(delegation, { dns, overrides: { config: { apps: JSON.stringify({ reports }) } } }), [
                `ok: example.com is delegated to its ${nameServers.length} name servers`,
                "unchecked: to whom example.org is delegated is not known",
            ]);
        });
    });

    describe("CAA records", () => {
        const record = (tag: string, value: string): object => ({ flags: 0, tag, value });

        it("are not needed", async () => {
            assert.deepEqual(await look(caa, { dns }), [`ok: none keeps anybody from issuing for ${domain}`]);
        });

        it("let Amazon issue", async () => {
            server.serve({ "example.com CAA": [record("issue", "letsencrypt.org"), record("issue", "amazon.com; accounturi=x")] });
            assert.deepEqual(await look(caa, { dns }), [`ok: those of example.com let Amazon issue for ${domain}`]);
        });

        it("forbid Amazon, above the domain", async () => {
            server.serve({ "example.com CAA": [record("issue", "letsencrypt.org"), record("issuewild", "amazon.com")] });
            assert.deepEqual(await look(caa, { dns }), [
                "failure: the CAA records of example.com let only letsencrypt.org issue certificates",
            ]);
        });

        it("forbid everybody, at the domain itself, whatever is above", async () => {
            server.serve({ [`${domain} CAA`]: [record("issue", ";")], "example.com CAA": [record("issue", "amazon.com")] });
            assert.deepEqual(await look(caa, { dns }), [`failure: the CAA records of ${domain} let only nobody issue certificates`]);
        });

        it("restrict nobody where they only say whom to tell", async () => {
            server.serve({ "example.com CAA": [record("iodef", "mailto:security@example.com")] });
            assert.deepEqual(await look(caa, { dns }), [`ok: none keeps anybody from issuing for ${domain}`]);
        });

        it("are not known where no DNS server tells: of which hosts, why, and what helps, without advice about AWS", async () => {
            server.serve({ "com NS": [] });
            for (const [address, why] of [
                ["127.0.0.1:9", "the DNS server 127.0.0.1:9 gave no answer (ECONNREFUSED)"],
                [dns, `the DNS server ${dns} answered that there is no com at all: this network answers in place of the internet`],
            ] as const) {
                const issued = [domain, "b.example.com"];
                assert.deepEqual(
                    await findings(caa, { dns: address, subject: { issued } }),
                    issued.map((host) => ({
                        level: "unchecked",
                        what: `whether they let Amazon issue the certificate for ${host} is not known`,
                        why,
                        mend: "the same command with `--dns ADDRESS`, of a DNS server that this network lets you ask about the internet",
                    })),
                );
            }
        });

        // Otherwise a deployment fails at what the doctor saw and did not tell.
        it("are told of one host where those of another are not known", async () => {
            server.serve({ "example.com CAA": [record("issue", ";")], "net NS": [] });
            assert.deepEqual(await look(caa, { dns, subject: { issued: ["a.example.net", domain] } }), [
                "unchecked: whether they let Amazon issue the certificate for a.example.net is not known",
                "failure: the CAA records of example.com let only nobody issue certificates",
            ]);
        });

        it("do not matter to a certificate that there is", async () => {
            server.serve({ "example.com CAA": [record("issue", ";")] });
            assert.deepEqual(await look(caa, { dns, subject: { issued: [] } }), ["ok: the stack has no certificate issued"]);
        });
    });
});
