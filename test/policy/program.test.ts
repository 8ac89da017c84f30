import assert from "node:assert/strict";
import { types } from "../../declared/types";
import { viewOfDeclared } from "../../declared/view";
import { checkRule } from "../../policy/check";
import { looksAt } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { declare, type Overrides } from "../unit/support/declare";
import { singleSignOn } from "../unit/support/single-sign-on";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";

/** What a stack may be configured to; the promises hold whatever it is. */
const stacks: Readonly<Record<string, Overrides>> = {
    "as it comes": {},
    "with three tasks in six zones": { config: { desiredCount: "3", availabilityZones: "6" } },
    "with the shortest session": { config: { sessionTimeout: "60" } },
    "with the longest session": { config: { sessionTimeout: "604800" } },
    "with ECS Exec": { config: { exec: "true" } },
    "with a certificate of one's own, on ARM": { config: { certificateArn, architecture: "arm64" } },
    "with groups": { config: { groups: '{"analysts":["views/measurements.py"]}' } },
    "with people, text messages and an invitation": {
        config: {
            groups: '{"analysts":[]}',
            users: '{"ada":{"email":"ada@example.com","groups":["analysts"],"phone":"+819012345678"}}',
            mfa: "required",
            smsMfa: "true",
            invitationLanguage: "ja",
        },
    },
    "for some addresses, protected": { config: { allowedCidrs: '["203.0.113.0/24","198.51.100.7/32"]', deletionProtection: "true" } },
    "with blue/green deployments": { config: { deployment: "blueGreen", maxCount: "4" } },
    "with access logs": { config: { accessLogs: "true" } },
    "scaled, on spare capacity, with opening hours": {
        config: { maxCount: "4", spot: "true", schedule: '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}' },
    },
    "with variables, secrets and permissions of the app's own": {
        config: {
            environment: '{"GREETING":"Hello"}',
            secrets: JSON.stringify({
                URL: { arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3", key: "url" },
                KEY: "arn:aws:ssm:us-east-1:123456789012:parameter/key",
            }),
            taskPolicy: '[{"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::reports/*"]}]',
        },
    },
    "with a login page of its own": {
        config: { loginLogo: "./samples/logo.png", loginColors: '{"button":"#0a7d5a"}', loginDomain: "login.streamlit.example.com" },
    },
    "with single sign-on": singleSignOn,
    "with alarms, a budget and a dashboard": {
        config: { alarmEmail: "ada@example.com", monthlyBudget: "50", dashboard: "true" },
    },
    "behind a firewall": { config: { waf: "true", wafAllowedIps: '["203.0.113.0/24"]', wafBlockedIps: '["198.51.100.7/32"]' } },
    "of a long name": { project: "a-project-with-a-very-long-name-of-41-chars", stack: "a-stack-with-a-very-long-name-of-39-char" },
};

describe("the program keeps every promise", () => {
    for (const [what, overrides] of Object.entries(stacks)) {
        it(what, async () => {
            const view = viewOfDeclared(await declare(overrides));
            const findings = rules.flatMap((rule) => checkRule(rule, view));
            assert.deepEqual(
                findings.map(({ rule, resource, message }) => `${rule.id}: ${resource.name}: ${message}`),
                [],
            );
        });
    }

    // A rule that looks at nothing of the program can promise nothing about it, so each of them is named here, with its reason.
    it("and each rule looks at something of it, or at what it must not have", async () => {
        const resources = (await Promise.all(Object.values(stacks).map((overrides) => declare(overrides)))).flatMap(
            (stack) => stack.resources,
        );
        const idle = rules.filter((rule) => !resources.some(({ type }) => looksAt(rule, type))).map(({ id }) => id);
        assert.deepEqual(idle, ["private-repository"]);
    });

    // A type that no rule looks at would be known and yet promise nothing. Some are looked at from what they are for: a repository, a bucket.
    it("and each type that the pack knows is looked at by a rule that names it", () => {
        const named = new Set(rules.flatMap((rule) => (rule.types === "all" ? [] : rule.types)));
        assert.deepEqual(
            Object.values(types).filter((type) => !named.has(type)),
            [
                types.userGroup,
                types.lifecyclePolicy,
                types.bucketOwnershipControls,
                types.bucketEncryption,
                types.bucketLifecycle,
                types.webAclAssociation,
                types.webAclLogging,
                types.topicSubscription,
                types.bucketPublicAccessBlock,
            ],
        );
    });

    it("and each rule has an id, a description and a remedy of its own", () => {
        for (const property of ["id", "description", "remedy"] as const) {
            assert.equal(new Set(rules.map((rule) => rule[property])).size, rules.length, property);
        }
        for (const { id, description, remedy } of rules) {
            assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
            assert.match(description, /^[`A-Z].*\.$/, id);
            assert.match(remedy, /^[A-Z].*\.$/, id);
        }
    });
});
