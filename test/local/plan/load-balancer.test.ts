import assert from "node:assert/strict";
import * as fs from "node:fs";
import { planStack } from "../../../local/plan";
import { arns, authenticate, forward, projectFolder, resource, smallest, stackOf } from "./support/example";

describe("plan of the load balancer", () => {
    let directory: string;
    before(() => (directory = projectFolder()));
    after(() => fs.rmSync(directory, { recursive: true }));

    const plan = (changes = {}, more: readonly ReturnType<typeof resource>[] = []) =>
        planStack(stackOf([...smallest, ...more], changes), directory);
    const https = (changes = {}, more: readonly ReturnType<typeof resource>[] = []) => {
        const [listener] = plan(changes, more).loadBalancer.listeners;
        assert.ok(listener);
        return listener;
    };
    const pageRule = (changes: Record<string, unknown>) => {
        // A default that forwards, so that the service is in use whatever the rule does.
        const [rule] = https({ page: changes, https: { defaultActions: [forward] } }).rules;
        assert.ok(rule);
        return rule;
    };

    it("gives attributes that are not declared AWS's defaults", () => {
        const { listeners, ...attributes } = plan().loadBalancer;
        assert.equal(listeners.length, 1);
        assert.deepEqual(attributes, {
            arn: arns.loadBalancer,
            name: "lb",
            idleTimeout: 60,
            dropInvalidHeaderFields: false,
            desyncMitigationMode: "defensive",
            preserveHostHeader: false,
            xffHeaderProcessingMode: "append",
        });
    });

    it("takes the declared attributes over", () => {
        const declared = {
            idleTimeout: 300,
            dropInvalidHeaderFields: true,
            desyncMitigationMode: "strictest",
            preserveHostHeader: true,
            xffHeaderProcessingMode: "remove",
        };
        assert.deepEqual({ ...plan({ lb: declared }).loadBalancer, ...declared }, plan({ lb: declared }).loadBalancer);
    });

    it("reads a listener's port, policy and response headers", () => {
        const listener = https({
            https: {
                port: 8443,
                sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
                routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=1",
                routingHttpResponseXFrameOptionsHeaderValue: "DENY",
                routingHttpResponseContentSecurityPolicyHeaderValue: "",
            },
        });
        assert.equal(listener.port, 8443);
        assert.deepEqual(listener.tls, { policy: "ELBSecurityPolicy-TLS13-1-3-2021-06", minVersion: "TLSv1.3" });
        assert.deepEqual(listener.responseHeaders, { "Strict-Transport-Security": "max-age=1", "X-Frame-Options": "DENY" });
    });

    it("sorts rules by priority, whatever their order of registration", () => {
        const rule = resource("aws:lb/listenerRule:ListenerRule", "machine", {
            listenerArn: arns.https,
            priority: 100,
            conditions: [{ pathPattern: { values: ["/_stcore/*"] } }],
            actions: [authenticate, forward],
        });
        assert.deepEqual(
            https({}, [rule]).rules.map(({ name }) => name),
            ["machine", "page"],
        );
    });

    it("reads every kind of condition, with local host names", () => {
        const { conditions } = pageRule({
            conditions: [
                { hostHeader: { values: ["app.example.com", "*.example.org"] } },
                { pathPattern: { values: ["/a/*", "/b"] } },
                { httpHeader: { httpHeaderName: "X-Test", values: ["1"] } },
                { httpRequestMethod: { values: ["GET"] } },
                { sourceIp: { values: ["10.0.0.0/8"] } },
                { queryStrings: [{ key: "a", value: "1" }, { value: "2" }] },
            ],
        });
        assert.deepEqual(conditions, [
            { type: "host-header", values: ["app.example.com.localhost", "*.example.org.localhost"] },
            { type: "path-pattern", values: ["/a/*", "/b"] },
            { type: "http-header", name: "X-Test", values: ["1"] },
            { type: "http-request-method", values: ["GET"] },
            { type: "source-ip", values: ["10.0.0.0/8"] },
            { type: "query-string", values: [{ key: "a", value: "1" }, { value: "2" }] },
        ]);
    });

    it("gives authenticate-cognito AWS's defaults", () => {
        assert.deepEqual(pageRule({}).actions[0], {
            type: "authenticate-cognito",
            userPoolArn: arns.userPool,
            userPoolClientId: "client-id",
            userPoolDomain: "login-prefix",
            scope: "openid",
            sessionCookieName: "AWSELBAuthSessionCookie",
            sessionTimeout: 604_800,
            onUnauthenticatedRequest: "authenticate",
            authenticationRequestExtraParams: {},
        });
    });

    it("takes the declared values of authenticate-cognito over", () => {
        const declared = {
            ...authenticate.authenticateCognito,
            scope: "openid email",
            sessionCookieName: "Mine",
            sessionTimeout: 60,
            onUnauthenticatedRequest: "deny",
            authenticationRequestExtraParams: { prompt: "login" },
        };
        const [action] = pageRule({ actions: [{ type: "authenticate-cognito", authenticateCognito: declared }, forward] }).actions;
        assert.deepEqual(action, { type: "authenticate-cognito", ...declared });
    });

    it("orders actions by their order, not by their place", () => {
        const { actions } = pageRule({
            actions: [
                { ...forward, order: 2 },
                { ...authenticate, order: 1 },
            ],
        });
        assert.deepEqual(
            actions.map(({ type }) => type),
            ["authenticate-cognito", "forward"],
        );
    });

    it("reads a forward to one target group in either spelling", () => {
        const targetGroups = [
            { arn: arns.targetGroup, weight: 7 },
            // As a blue/green deployment begins: nothing goes there.
            { arn: "green-arn", weight: 0 },
        ];
        const inputs = { port: 8501, protocol: "HTTP", targetType: "ip" };
        const green = resource("aws:lb/targetGroup:TargetGroup", "green", inputs, { arn: "green-arn" });
        const forwarding = { actions: [{ type: "forward", forward: { targetGroups } }] };
        const { actions } = https({ page: forwarding, https: { defaultActions: [forward] } }, [green]).rules[0]!;
        assert.deepEqual(actions, [{ type: "forward", targetGroupArn: arns.targetGroup }]);
    });

    it("reads fixed responses, and redirects with what is not declared taken from the request", () => {
        const fixed = { contentType: "text/html", messageBody: "<p>", statusCode: "410" };
        const redirect = { host: "www.example.com", port: "443", protocol: "HTTPS", statusCode: "HTTP_301" };
        assert.deepEqual(pageRule({ actions: [{ type: "fixed-response", fixedResponse: fixed }] }).actions, [
            { type: "fixed-response", contentType: "text/html", messageBody: "<p>", statusCode: 410 },
        ]);
        assert.deepEqual(pageRule({ actions: [{ type: "redirect", redirect }] }).actions, [
            {
                type: "redirect",
                statusCode: 301,
                protocol: "HTTPS",
                host: "www.example.com.localhost",
                port: "443",
                path: "/#{path}",
                query: "#{query}",
            },
        ]);
    });

    it("names the hosts of rules and callback URLs, without patterns and twins", () => {
        const { hosts } = plan({
            page: { conditions: [{ hostHeader: { values: ["App.example.com", "*.example.com"] } }] },
            client: { callbackUrls: ["https://app.example.com/oauth2/idpresponse", "https://other.example.com/", "myapp://back"] },
        });
        assert.deepEqual(hosts, ["app.example.com.localhost", "other.example.com.localhost"]);
    });
});
