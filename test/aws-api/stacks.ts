import type { Overrides } from "../unit/support/declare";
import { singleSignOn } from "../unit/support/single-sign-on";

/**
 * Settings under which the program declares different resources or properties. Long names, because tags and everything auto-named hold the
 * project's and the stack's.
 */
export const stacks: Readonly<Record<string, Overrides>> = {
    "as it comes": {},
    "a certificate of one's own": {
        config: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789" },
    },
    "exec on arm64": { config: { exec: "true", architecture: "arm64" } },
    "three zones and large tasks": { config: { availabilityZones: "3", cpu: "4096", memory: "30720", desiredCount: "6" } },
    groups: { config: { app: "./test/unit/fixtures/paged-app", groups: JSON.stringify({ analysts: ["pages/reports.py"] }) } },
    people: {
        config: {
            users: JSON.stringify({
                ada: { email: "ada@example.com", groups: ["analysts"], phone: "+819012345678" },
                愛: { email: "ai@example.com", nickname: "愛", enabled: false },
            }),
            groups: JSON.stringify({ analysts: [] }),
            mfa: "required",
            smsMfa: "true",
            invitationLanguage: "ja",
            loginLogo: "./samples/logo.png",
            loginColors: JSON.stringify({ background: "#f8f9fa", banner: "#112233", button: "#0a58ca", buttonText: "#ffffff" }),
        },
    },
    "no second factor": { config: { mfa: "off", invitation: '{"subject":"Come in","message":"{url}: {username}, {####}"}' } },
    "single sign-on": singleSignOn,
    "several apps": {
        config: {
            groups: JSON.stringify({ analysts: [] }),
            apps: JSON.stringify({
                reports: { host: "reports.example.com", folder: "./samples/explorer", groups: ["analysts"], cpu: 512, memory: 1024 },
                "sixteen-letters1": {
                    host: "other.example.com",
                    folder: "./streamlit",
                    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789",
                },
            }),
        },
    },
    "scaled, with opening hours": {
        config: {
            maxCount: "6",
            targetCpu: "50",
            schedule: '{"open":"20:00","close":"00:05","days":"FRI-MON","timezone":"America/Argentina/Buenos_Aires"}',
        },
    },
    "spare capacity, variables, secrets and permissions": {
        config: {
            spot: "true",
            environment: '{"GREETING":"Hello","EMPTY":""}',
            secrets: JSON.stringify({
                URL: {
                    arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3",
                    key: "url",
                    kmsKey: "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789",
                },
                KEY: "arn:aws:ssm:us-east-1:123456789012:parameter/team/key",
            }),
            taskPolicy: '[{"Sid":"Reports","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::reports/*"]}]',
        },
    },
    "blue/green": { config: { deployment: "blueGreen", bakeTime: "60", drain: "600", loginPrefix: "my-team-login" } },
    "protected and watched": {
        config: {
            allowedCidrs: '["203.0.113.0/24","198.51.100.7/32"]',
            deletionProtection: "true",
            accessLogs: "true",
            accessLogDays: "7",
            waf: "true",
            wafAllowedIps: '["203.0.113.0/24"]',
            wafBlockedIps: '["198.51.100.7/32"]',
            wafRateLimit: "100",
            alarmEmail: "ada@example.com",
            monthlyBudget: "50",
            dashboard: "true",
            apps: JSON.stringify({ reports: { host: "reports.example.com", folder: "./samples/explorer" } }),
        },
    },
    // The load balancer's longest host name, with a certificate of one's own, which may be for a longer name than AWS issues one for.
    "the longest domain": {
        config: {
            domain: `${"d".repeat(63)}.${"d".repeat(52)}.example.com`,
            certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789",
            hostedZone: "example.com",
            loginDomain: "login.example.com",
            loginCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1a1b2c3d-4e5f-6789-abcd-ef0123456789",
        },
    },
    "another region, long names": {
        config: {
            "aws:region": "ap-northeast-1",
            sessionTimeout: "604800",
            logRetentionDays: "3653",
            loginDomain: "login.streamlit.example.com",
            accessLogs: "true",
            waf: "true",
            alarmEmail: "ada@example.com",
            dashboard: "true",
        },
        project: "p".repeat(100),
        stack: "s".repeat(100),
    },
};
