import assert from "node:assert/strict";
import fc from "fast-check";
import { problemsOf, settingsOf, withoutRegionVariables } from "../support/settings";

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:team/keys-a1B2c3";
const parameterArn = "arn:aws:ssm:eu-central-1:123456789012:parameter/team/plain";
const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012";

describe("settings", () => {
    it("of the stack dev are the defaults, with its domain and region", async () => {
        assert.deepEqual(await settingsOf(), {
            domain: "streamlit.example.com",
            certificateArn: undefined,
            hostedZone: "example.com",
            loginPrefix: "streamlit-example-com-d97d7528",
            app: "./streamlit",
            cpu: 256,
            memory: 512,
            architecture: "x86_64",
            desiredCount: 1,
            availabilityZones: 2,
            logRetentionDays: 30,
            sessionTimeout: 43_200,
            groups: {},
            exec: false,
            deployment: "rolling",
            bakeTime: 10,
            drain: 30,
            maxCount: undefined,
            targetCpu: 30,
            spot: false,
            schedule: undefined,
            environment: {},
            secrets: {},
            taskPolicy: [],
            users: [],
            invitation: undefined,
            invitationLanguage: undefined,
            mfa: "optional",
            smsMfa: false,
            identityProviders: {},
            identityProviderSecrets: undefined,
            allowedPeople: [],
            loginLogo: undefined,
            loginColors: undefined,
            loginDomain: undefined,
            loginCertificateArn: undefined,
            allowedCidrs: [],
            deletionProtection: false,
            accessLogs: false,
            accessLogDays: 30,
            apps: {},
            waf: false,
            wafAllowedIps: [],
            wafBlockedIps: [],
            wafRateLimit: 2000,
            alarmEmail: undefined,
            monthlyBudget: undefined,
            dashboard: false,
            region: "us-east-1",
        });
    });

    it("may all be set", async () => {
        const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";
        const apps = {
            reports: {
                host: "reports.example.com",
                folder: "./samples/explorer",
                groups: ["analysts"],
                cpu: 512,
                memory: 1024,
                desiredCount: 2,
                hostedZone: "example.com",
                certificateArn,
            },
        };
        const config = {
            "aws:region": "eu-central-1",
            domain: "data.team.example.org",
            certificateArn,
            hostedZone: "example.org",
            loginPrefix: "data-team",
            app: "./test/unit/fixtures/other-app",
            cpu: "16384",
            memory: "122880",
            architecture: "arm64",
            desiredCount: "99",
            availabilityZones: "6",
            logRetentionDays: "3653",
            sessionTimeout: "604800",
            groups: '{"analysts":["pages/reports.py"],"admins":[]}',
            exec: "true",
            bakeTime: "1440",
            drain: "3600",
            maxCount: "100",
            targetCpu: "90",
            spot: "true",
            schedule: '{"open":"20:00","close":"04:00","days":"FRI-MON,TUE","timezone":"Asia/Tokyo"}',
            environment: '{"GREETING":"Hello"}',
            secrets: `{"KEY":{"arn":"${secretArn}","key":"api","kmsKey":"${keyArn}"},"PLAIN":"${parameterArn}"}`,
            taskPolicy: '[{"Action":["s3:GetObject"],"Resource":"arn:aws:s3:::reports/*"}]',
            users: '{"Ada":{"email":"Ada@example.org"},"bob":{"email":"bob@example.org","nickname":"Bob","groups":["admins"],"enabled":false,"phone":"+81312345678"}}',
            invitation: '{"subject":"Welcome","message":"<p>{url}: {username}, {####}</p>"}',
            invitationLanguage: undefined,
            mfa: "required",
            smsMfa: "true",
            loginLogo: "./samples/logo.png",
            loginColors: '{"button":"#1b5e20"}',
            allowedCidrs: '["203.0.113.0/24","198.51.100.7/32"]',
            deletionProtection: "true",
            accessLogs: "true",
            accessLogDays: "3650",
            apps: JSON.stringify(apps),
            waf: "true",
            wafAllowedIps: '["203.0.113.0/24"]',
            wafBlockedIps: '["198.51.100.7/32"]',
            wafRateLimit: "999999999",
            alarmEmail: "ada@example.com",
            monthlyBudget: "50",
            dashboard: "true",
        };
        const { "aws:region": region, ...own } = config;
        assert.deepEqual(await settingsOf({ config }), {
            ...own,
            cpu: 16_384,
            memory: 122_880,
            desiredCount: 99,
            availabilityZones: 6,
            logRetentionDays: 3653,
            sessionTimeout: 604_800,
            groups: { analysts: ["pages/reports.py"], admins: [] },
            exec: true,
            deployment: "rolling",
            bakeTime: 1440,
            drain: 3600,
            maxCount: 100,
            targetCpu: 90,
            spot: true,
            schedule: { open: "20:00", close: "04:00", days: ["MON", "TUE", "FRI", "SAT", "SUN"], timezone: "Asia/Tokyo" },
            environment: { GREETING: "Hello" },
            secrets: { KEY: { arn: secretArn, key: "api", kmsKey: keyArn }, PLAIN: { arn: parameterArn } },
            taskPolicy: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::reports/*" }],
            users: [
                { username: "Ada", email: "Ada@example.org", nickname: "Ada", groups: [], enabled: true },
                { username: "bob", email: "bob@example.org", nickname: "Bob", groups: ["admins"], enabled: false, phone: "+81312345678" },
            ],
            invitation: { subject: "Welcome", message: "<p>{url}: {username}, {####}</p>" },
            smsMfa: true,
            loginColors: { button: "#1b5e20" },
            // In the place of loginPrefix.
            loginDomain: undefined,
            loginCertificateArn: undefined,
            identityProviders: {},
            identityProviderSecrets: undefined,
            allowedPeople: [],
            allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32"],
            deletionProtection: true,
            accessLogs: true,
            accessLogDays: 3650,
            apps,
            waf: true,
            wafAllowedIps: ["203.0.113.0/24"],
            wafBlockedIps: ["198.51.100.7/32"],
            wafRateLimit: 999_999_999,
            alarmEmail: "ada@example.com",
            monthlyBudget: 50,
            dashboard: true,
            region,
        });
    });

    it("take the zone above the domain, whatever its depth", async () => {
        assert.equal((await settingsOf({ config: { domain: "a.b.example.com" } })).hostedZone, "b.example.com");
    });

    it("take the domain itself, or a zone further above, as the hosted zone", async () => {
        for (const hostedZone of ["a.b.example.com", "example.com"]) {
            assert.equal((await settingsOf({ config: { domain: "a.b.example.com", hostedZone } })).hostedZone, hostedZone);
        }
        assert.equal((await settingsOf({ config: { domain: "example.com", hostedZone: "example.com" } })).hostedZone, "example.com");
    });

    it("derive another login prefix for another project or stack", async () => {
        const prefixes = [];
        for (const overrides of [{}, { project: "other" }, { stack: "prod" }]) {
            prefixes.push((await settingsOf(overrides)).loginPrefix);
        }
        assert.equal(new Set(prefixes).size, 3);
    });

    it("ignore blanks around a value, and take an empty one as not set", async () => {
        const settings = await settingsOf({ config: { domain: " streamlit.example.com\n", hostedZone: " ", desiredCount: "2 " } });
        assert.equal(settings.domain, "streamlit.example.com");
        assert.equal(settings.hostedZone, "example.com");
        assert.equal(settings.desiredCount, 2);
    });

    it("take the region of the environment where the stack names none, and the stack's where it does", async () => {
        const elsewhere = { AWS_REGION: "eu-west-1" };
        const config = { "aws:region": undefined };
        assert.equal((await withoutRegionVariables(() => settingsOf({ config }), elsewhere)).region, "eu-west-1");
        assert.equal((await withoutRegionVariables(() => settingsOf(), elsewhere)).region, "us-east-1");
    });

    it("take the longest domain that ACM issues for, and a longer one with a certificate of its own", async () => {
        const domain = `${"a".repeat(52)}.example.com`;
        assert.equal(domain.length, 64);
        assert.equal((await settingsOf({ config: { domain } })).domain, domain);
        const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";
        const longest = `${"a".repeat(57)}.${"b".repeat(58)}.example.com`;
        assert.equal(longest.length, 128);
        assert.equal((await settingsOf({ config: { domain: longest, certificateArn } })).domain, longest);
    });

    it("take a number exactly in its range", async () => {
        const ranges = { desiredCount: [1, 100], availabilityZones: [2, 6], sessionTimeout: [60, 604_800] } as const;
        for (const [key, [least, most]] of Object.entries(ranges)) {
            const near = fc.oneof(fc.integer({ min: least - 3, max: least + 3 }), fc.integer({ min: most - 3, max: most + 3 }), fc.nat());
            await fc.assert(
                fc.asyncProperty(near, async (value) => {
                    const { problems } = await problemsOf({ config: { [key]: String(value) } });
                    assert.equal(problems.length === 0, value >= least && value <= most, `${key}=${value}`);
                }),
                { numRuns: 60 },
            );
        }
    });
});
