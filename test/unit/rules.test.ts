import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { signedOutPage } from "../../app/signed-out-page";
import { declare } from "./support/declare";
import { devTags, inputsByName, output, types } from "./support/resources";

describe("rules", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    it("are three, all at the HTTPS listener, for the domain only: scripts are denied, pages sent to the login, one page is open", () => {
        const host = { hostHeader: { values: ["streamlit.example.com"] } };
        const listenerArn = output(stack, types.listener, "arn", "streamlit-https");
        assert.deepEqual(inputsByName(stack, types.listenerRule), {
            "streamlit-signed-out": {
                listenerArn,
                priority: 50,
                conditions: [host, { pathPattern: { values: ["/signed-out"] } }],
                actions: [
                    {
                        order: 1,
                        type: "fixed-response",
                        fixedResponse: { statusCode: "200", contentType: "text/html", messageBody: signedOutPage },
                    },
                ],
                tags: devTags,
            },
            "streamlit-machine": {
                listenerArn,
                priority: 100,
                conditions: [host, { pathPattern: { values: ["/_stcore/*", "/_session", "/_session/*"] } }],
                actions: actions(stack, "deny"),
                tags: devTags,
            },
            "streamlit-page": {
                listenerArn,
                priority: 200,
                conditions: [host],
                actions: actions(stack, "authenticate"),
                tags: devTags,
            },
        });
    });

    // AWS refuses more. Source: "Rule actions for your Application Load Balancer".
    it("answer somebody who signed out with a page that fits a fixed response", () => {
        assert.ok(Buffer.byteLength(signedOutPage) <= 1024, `${Buffer.byteLength(signedOutPage)}`);
    });

    it("ask for no scope that the client may not have", () => {
        const allowed = stack.one(types.userPoolClient).inputs["allowedOauthScopes"];
        const [authenticate] = stack.one(types.listenerRule, "streamlit-page").inputs["actions"] as ReturnType<typeof actions>;
        assert.deepEqual(authenticate.authenticateCognito.scope.split(" "), allowed);
    });

    it("exist, with pool, client and login page, before the service starts", () => {
        const service = stack.one(types.fargateService);
        const rules = stack.ofType(types.listenerRule);
        assert.equal(rules.length, 3);
        for (const rule of rules) {
            assert.ok(service.dependencies.includes(rule.urn), `${rule.name} may come after the service`);
            if (rule.name === "streamlit-signed-out") {
                continue; // it needs nobody
            }
            const needed = [types.userPool, types.userPoolClient, types.userPoolDomain, types.targetGroup].map((type) => stack.one(type));
            for (const resource of [...needed, stack.one(types.listener, "streamlit-https")]) {
                assert.ok(rule.dependencies.includes(resource.urn), `${rule.name} may come before ${resource.name}`);
            }
        }
    });
});

/** What the one action before a forward must be: an authentication in the stack's own pool. */
function actions(stack: DeclaredStack, onUnauthenticatedRequest: "authenticate" | "deny") {
    return [
        {
            order: 1,
            type: "authenticate-cognito",
            authenticateCognito: {
                userPoolArn: output(stack, types.userPool, "arn"),
                userPoolClientId: stack.one(types.userPoolClient).id,
                userPoolDomain: stack.one(types.userPoolDomain).inputs["domain"],
                scope: "openid email profile",
                sessionCookieName: "AWSELBAuthSessionCookie",
                sessionTimeout: 43_200,
                onUnauthenticatedRequest,
            },
        },
        { order: 2, type: "forward", targetGroupArn: output(stack, types.targetGroup, "arn") },
    ] as const;
}
