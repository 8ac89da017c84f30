import assert from "node:assert/strict";
import type { DeclaredStack } from "../../../local/declared";
import { settingDefinitions } from "../../../settings/schema";
import { changes } from "../support/changes";
import { declare } from "../support/declare";
import { inputsByName, output, types } from "../support/resources";
import type { Effect } from "./effect";
import { deploymentEffects } from "./effects-deployments";
import { alarmsEffects } from "./effects-alarms";
import { capacityEffects } from "./effects-capacity";
import { loginPageEffects } from "./effects-login-page";
import { peopleEffects } from "./effects-people";
import { singleSignOnEffects } from "./effects-single-sign-on";
import { protectionEffects } from "./effects-protection";
import { appsEffects } from "./effects-apps";
import { wafEffects } from "./effects-waf";

const ownCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";
const task = "FargateService streamlit.taskDefinitionArgs";
const cognito = "actions.0.authenticateCognito";

/** Every setting, and all that it changes in the declared stack. */
const effects: Readonly<Record<keyof typeof settingDefinitions, Effect>> = {
    domain: { to: "app.example.com", expected: (after) => ({ ...domainEffects(after), ...prefixEffects(prefixOf(after)) }) },
    certificateArn: {
        to: ownCertificate,
        along: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/55555555-6666-7777-8888-999999999999" },
        expected: () => ({ "Listener streamlit-https.certificateArn": ownCertificate }),
    },
    hostedZone: {
        to: "streamlit.example.com",
        expected: (after) => {
            const { zoneId } = inputsByName(after, types.record)["streamlit-alias"]!;
            return { "Record streamlit-alias.zoneId": zoneId, "Record streamlit-certificate-validation.zoneId": zoneId };
        },
    },
    loginPrefix: { to: "my-team-login", expected: () => prefixEffects("my-team-login") },
    app: {
        to: "./test/unit/fixtures/other-app",
        expected: () => ({
            "Image streamlit-app-image.build.context": "./test/unit/fixtures/other-app",
            "Image streamlit-app-image.build.dockerfile": "./test/unit/fixtures/other-app/Dockerfile",
        }),
    },
    cpu: { to: "512", along: { memory: "1024" }, expected: () => ({ [`${task}.cpu`]: "512" }) },
    memory: { to: "1024", expected: () => ({ [`${task}.memory`]: "1024" }) },
    architecture: {
        to: "arm64",
        expected: () => ({
            [`${task}.runtimePlatform.cpuArchitecture`]: "ARM64",
            "Image streamlit-app-image.build.platform": "linux/arm64",
            "Image streamlit-app-server.build.platform": "linux/arm64",
        }),
    },
    desiredCount: { to: "3", expected: () => ({ "FargateService streamlit.desiredCount": 3 }) },
    availabilityZones: {
        to: "3",
        expected: (after) => {
            const [, , third] = output(after, types.vpc, "publicSubnetIds") as string[];
            return {
                "Vpc streamlit-vpc.numberOfAvailabilityZones": 3,
                "LoadBalancer streamlit.subnets.2": third,
                "FargateService streamlit.networkConfiguration.subnets.2": third,
            };
        },
    },
    logRetentionDays: { to: "90", expected: () => ({ "LogGroup streamlit-logs.retentionInDays": 90 }) },
    sessionTimeout: {
        to: "7200",
        expected: () => ({
            [`ListenerRule streamlit-machine.${cognito}.sessionTimeout`]: 7200,
            [`ListenerRule streamlit-page.${cognito}.sessionTimeout`]: 7200,
            "TargetGroup streamlit-tasks.stickiness.cookieDuration": 7200,
            "UserPoolClient streamlit-load-balancer.refreshTokenValidity": 120,
            [`${task}.container.environment.10.value`]: "7200",
        }),
    },
    groups: {
        to: '{"analysts":["app.py","pages/reports.py"],"admins":["pages/reports.py"]}',
        along: { app: "./test/unit/fixtures/paged-app" },
        expected: (after) => ({
            ...Object.fromEntries(
                ["analysts", "admins"].flatMap((group) => [
                    [`UserGroup streamlit-${group}`, "registered"],
                    [`UserGroup streamlit-${group}.name`, group],
                    [`UserGroup streamlit-${group}.userPoolId`, after.one(types.userPool).id],
                ]),
            ),
            [`${task}.container.environment.11.value`]: '{"app.py":["analysts"],"pages/reports.py":["analysts","admins"]}',
        }),
    },
    ...appsEffects,
    exec: {
        to: "true",
        expected: (after) => {
            const { role, policy } = inputsByName(after, types.rolePolicy)["streamlit-task-exec"]!;
            assert.equal(role, output(after, types.role, "name", "streamlit-task"));
            return {
                "FargateService streamlit.enableExecuteCommand": true,
                [`${task}.container.readonlyRootFilesystem`]: false,
                "RolePolicy streamlit-task-exec": "registered",
                "RolePolicy streamlit-task-exec.role": role,
                "RolePolicy streamlit-task-exec.policy": policy,
            };
        },
    },
    ...capacityEffects,
    ...peopleEffects,
    ...loginPageEffects,
    ...singleSignOnEffects,
    ...protectionEffects,
    ...wafEffects,
    ...deploymentEffects,
    ...alarmsEffects,
};

describe("each setting has its effect and no other", () => {
    it("on a list that is complete", () => {
        assert.deepEqual(Object.keys(effects).sort(), Object.keys(settingDefinitions).sort());
    });

    for (const [key, { to, along, expected }] of Object.entries(effects)) {
        it(`${key} to ${to}`, async () => {
            const base = await declare(along === undefined ? {} : { config: along });
            const after = await declare({ config: { ...along, [key]: to } });
            assert.deepEqual(changes(base, after), await expected(after));
        });
    }

    // Made-up ids hold the region, as AWS's do, so that everything that hangs on it changes.
    it("aws:region to eu-central-1", async () => {
        const base = await declare();
        const after = await declare({ config: { "aws:region": "eu-central-1" } });
        const moved = changes(base, after);
        const old = changes(after, base);
        const withoutDigest = (value: unknown): string => String(value).replace(/sha256:.*/, "");
        for (const [path, value] of Object.entries(moved)) {
            assert.equal(withoutDigest(value), withoutDigest(old[path]).replaceAll("us-east-1", "eu-central-1"), path);
        }
        assert.equal(moved[`${task}.container.logConfiguration.options.awslogs-region`], "eu-central-1");
        assert.equal(moved["outputs.region"], "eu-central-1");
        assert.equal(moved["outputs.loginUrl"], `https://${prefixOf(base)}.auth.eu-central-1.amazoncognito.com`);
    });
});

function domainEffects(after: DeclaredStack): Record<string, unknown> {
    const proof = inputsByName(after, types.record)["streamlit-certificate-validation"]!;
    return {
        "Certificate streamlit-certificate.domainName": "app.example.com",
        "Record streamlit-certificate-validation.name": proof["name"],
        "CertificateValidation streamlit-certificate-issued.validationRecordFqdns.0": String(proof["name"]).replace(/\.$/, ""),
        "Record streamlit-certificate-validation.records.0": (proof["records"] as string[])[0],
        "Record streamlit-alias.name": "app.example.com",
        "Listener streamlit-http.defaultActions.0.redirect.host": "app.example.com",
        "ListenerRule streamlit-machine.conditions.0.hostHeader.values.0": "app.example.com",
        "ListenerRule streamlit-page.conditions.0.hostHeader.values.0": "app.example.com",
        "UserPoolClient streamlit-load-balancer.callbackUrls.0": "https://app.example.com/oauth2/idpresponse",
        "UserPoolClient streamlit-load-balancer.logoutUrls.0": "https://app.example.com/signed-out",
        "ListenerRule streamlit-signed-out.conditions.0.hostHeader.values.0": "app.example.com",
        [`${task}.container.environment.7.value`]: "https://app.example.com",
        [`${task}.container.environment.8.value`]: "https://app.example.com/signed-out",
        "outputs.url": "https://app.example.com",
    };
}

function prefixEffects(prefix: string): Record<string, unknown> {
    return {
        "UserPoolDomain streamlit-login.domain": prefix,
        [`ListenerRule streamlit-machine.${cognito}.userPoolDomain`]: prefix,
        [`ListenerRule streamlit-page.${cognito}.userPoolDomain`]: prefix,
        [`${task}.container.environment.6.value`]: `https://${prefix}.auth.us-east-1.amazoncognito.com`,
        "outputs.loginUrl": `https://${prefix}.auth.us-east-1.amazoncognito.com`,
    };
}

function prefixOf(stack: DeclaredStack): string {
    return String(stack.one(types.userPoolDomain).inputs["domain"]);
}
