import assert from "node:assert/strict";
import type { DeclaredResource, DeclaredStack } from "../../local/declared";
import { prioritiesOf } from "../../app/priorities";
import { listenerRulesOfApp } from "../../settings/app-combinations";
import { other, reports, withApps } from "./support/apps";
import { changes } from "./support/changes";
import { devTags, inputsByName, label, output, tree, types } from "./support/resources";
import { singleSignOn } from "./support/single-sign-on";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";
const wildcard = "arn:aws:acm:us-east-1:123456789012:certificate/99999999-1111-2222-3333-444444444444";
const isOf =
    (app: string) =>
    ({ name }: DeclaredResource): boolean =>
        name === app || name.startsWith(`${app}-`);

describe("a further app", () => {
    let base: DeclaredStack;
    let stack: DeclaredStack;
    before(async () => {
        base = await withApps({});
        stack = await withApps({ reports });
    });

    it("has a client, a service, a host and all that is in them of its own, and shares the rest", () => {
        assert.deepEqual(
            tree(stack).filter((line) => !tree(base).includes(line)),
            [
                "App reports < FurtherApp reports",
                "Certificate reports-certificate < Certificate reports-certificate",
                "Certificate reports-certificate < Host reports",
                "CertificateValidation reports-certificate-issued < Certificate reports-certificate",
                "Client reports < App reports",
                "FargateService reports < Service reports",
                "FurtherApp reports < Stack streamlit-cognito-dev",
                "Host reports < FurtherApp reports",
                "Image reports-app < Service reports",
                "Image reports-app-image < Image reports-app",
                "Image reports-app-server < Image reports-app",
                "LifecyclePolicy reports-app-lifecycle < Image reports-app",
                "ListenerCertificate reports-certificate < Host reports",
                "ListenerRule reports-http < Host reports",
                "ListenerRule reports-machine < Service reports",
                "ListenerRule reports-page < Service reports",
                "ListenerRule reports-signed-out < Service reports",
                "LogGroup reports-logs < Service reports",
                "Record reports-alias < Host reports",
                "Record reports-certificate-validation < Certificate reports-certificate",
                "Repository reports-app < Image reports-app",
                "Role reports-execution < Roles reports",
                "Role reports-task < Roles reports",
                "RolePolicy reports-execution < Roles reports",
                "Roles reports < Service reports",
                "Service reports < App reports",
                "TargetGroup reports-tasks < Service reports",
                "UserPoolClient reports-load-balancer < Client reports",
            ],
        );
    });

    it("changes nothing of the others when it comes or goes, whichever order the settings have", async () => {
        const own = stack.resources.filter(isOf("reports")).map(label);
        const isOwn = (path: string): boolean => own.some((mine) => path === mine || path.startsWith(`${mine}.`));
        const ofOther = (path: string): boolean => isOwn(path) || path.startsWith("outputs.apps.reports.");
        const alone = await withApps({ other });
        for (const [before, after] of [
            [base, stack],
            [alone, await withApps({ other, reports })],
            [alone, await withApps({ reports, other })],
        ] as const) {
            assert.deepEqual(
                Object.keys(changes(before, after)).filter((path) => !ofOther(path)),
                [],
            );
            assert.ok(Object.keys(changes(before, after)).length > 100);
        }
    });

    it("is at its own host: certificate by SNI, alias record, redirect to HTTPS", () => {
        assert.deepEqual(stack.one(types.listenerCertificate).inputs, {
            listenerArn: output(stack, types.listener, "arn", "streamlit-https"),
            certificateArn: output(stack, types.certificateValidation, "certificateArn", "reports-certificate-issued"),
        });
        assert.equal(stack.one(types.certificate, "reports-certificate").inputs["domainName"], "reports.example.com");
        assert.deepEqual(stack.one(types.record, "reports-alias").inputs, {
            ...stack.one(types.record, "streamlit-alias").inputs,
            name: "reports.example.com",
        });
        const redirect = { host: "reports.example.com", protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };
        assert.deepEqual(stack.one(types.listenerRule, "reports-http").inputs, {
            listenerArn: output(stack, types.listener, "arn", "streamlit-http"),
            priority: prioritiesOf("reports").page,
            conditions: [{ hostHeader: { values: ["reports.example.com"] } }],
            actions: [{ order: 1, type: "redirect", redirect }],
            tags: devTags,
        });
    });

    it("signs in with its own client and session, for its own host, and forwards to its own tasks", () => {
        const client = stack.one(types.userPoolClient, "reports-load-balancer");
        assert.deepEqual(client.inputs, {
            ...stack.one(types.userPoolClient, "streamlit-load-balancer").inputs,
            callbackUrls: ["https://reports.example.com/oauth2/idpresponse"],
            logoutUrls: ["https://reports.example.com/signed-out"],
        });
        const rules = inputsByName(stack, types.listenerRule);
        const { signedOut, machine, page } = prioritiesOf("reports");
        for (const [role, priority] of Object.entries({ "signed-out": signedOut, machine, page })) {
            const {
                conditions: [, ...paths],
            } = rules[`streamlit-${role}`] as { conditions: object[] };
            assert.deepEqual(rules[`reports-${role}`], {
                ...rules[`streamlit-${role}`],
                priority,
                conditions: [{ hostHeader: { values: ["reports.example.com"] } }, ...paths],
                actions: (rules[`streamlit-${role}`]!["actions"] as Action[]).map((action) => ownAction(action, client.id)),
            });
        }
    });

    function ownAction({ authenticateCognito, ...action }: Action, userPoolClientId: string): object {
        const sessionCookieName = "AWSELBAuthSessionCookie-reports";
        return {
            ...action,
            ...(authenticateCognito && { authenticateCognito: { ...authenticateCognito, userPoolClientId, sessionCookieName } }),
            ...("targetGroupArn" in action && { targetGroupArn: output(stack, types.targetGroup, "arn", "reports-tasks") }),
        };
    }

    it("has its records in its own zone where it names one", async () => {
        const both = await withApps({ reports, other });
        const zone = (name: string): unknown => both.one(types.record, name).inputs["zoneId"];
        assert.equal(zone("reports-alias"), zone("streamlit-alias"));
        assert.notEqual(zone("other-alias"), zone("streamlit-alias"));
        assert.equal(zone("other-certificate-validation"), zone("other-alias"));
    });

    // With one listener certificate an app, the first to go would take it from the others.
    it("has a certificate that it names beside the listener's own, once for all apps that share it", async () => {
        const named = await withApps({
            reports: { ...reports, certificateArn: wildcard },
            second: { ...reports, host: "second.example.com", certificateArn: wildcard },
        });
        assert.deepEqual(inputsByName(named, types.listenerCertificate), {
            "streamlit-99999999-1111-2222-3333-444444444444": {
                listenerArn: output(named, types.listener, "arn", "streamlit-https"),
                certificateArn: wildcard,
            },
        });
        assert.deepEqual(
            named.ofType(types.certificate).map(({ name }) => name),
            ["streamlit-certificate"],
        );
        const shared = await withApps({ reports: { ...reports, certificateArn } }, { certificateArn });
        assert.deepEqual([...shared.ofType(types.listenerCertificate), ...shared.ofType(types.certificate)], []);
    });

    it("is told of in the stack's outputs", () => {
        assert.deepEqual(stack.outputs["apps"], {
            reports: {
                url: "https://reports.example.com",
                userPoolClientId: stack.one(types.userPoolClient, "reports-load-balancer").id,
                repositoryUrl: output(stack, types.repository, "repositoryUrl", "reports-app"),
                logGroup: output(stack, types.logGroup, "name", "reports-logs"),
                service: "reports",
            },
        });
    });

    it("has as many rules as the quota is reckoned with", async () => {
        const count = (declared: DeclaredStack, name: string): number => declared.ofType(types.listenerRule).filter(isOf(name)).length;
        const schedule = '{"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}';
        const [main, further] = [count(stack, "streamlit"), count(stack, "reports")];
        const found: Record<string, number> = { main, further };
        for (const [what, config] of Object.entries({
            schedule: { schedule },
            identityProviders: singleSignOn.config,
            blueGreen: { deployment: "blueGreen" },
        })) {
            const more = await withApps({ reports }, config);
            found[what] = count(more, "reports") - further;
            assert.equal(count(more, "streamlit") - main, found[what]);
        }
        assert.deepEqual(found, listenerRulesOfApp);
    });

    // They are the main app's, and may be what the others' people must not have.
    it("is given none of the main app's variables, secrets and permissions", async () => {
        const secrets = '{"KEY":"arn:aws:ssm:us-east-1:123456789012:parameter/key"}';
        const taskPolicy = '[{"Action":["s3:GetObject"],"Resource":"arn:aws:s3:::reports/*"}]';
        const given = { environment: '{"GREETING":"Hello"}', secrets, taskPolicy };
        const after = await withApps({ reports }, given);
        const own = Object.keys(changes(stack, after)).filter((path) =>
            after.resources.filter(isOf("reports")).some((each) => path.startsWith(label(each))),
        );
        assert.deepEqual(own, []);
        assert.ok(Object.keys(changes(stack, after)).length >= 3);
    });
});

interface Action {
    readonly authenticateCognito?: object;
}
