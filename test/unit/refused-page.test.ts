import assert from "node:assert/strict";
import { refusedPage } from "../../app/refused-page";
import { declare } from "./support/declare";
import { devTags, output, types } from "./support/resources";
import { singleSignOn } from "./support/single-sign-on";

describe("the page for whom an identity provider sends and nobody allows", () => {
    it("tells whom the function refuses so, before any rule that asks for a session, and nobody who comes with a code", async () => {
        const stack = await declare(singleSignOn);
        assert.deepEqual(stack.one(types.listenerRule, "streamlit-refused").inputs, {
            listenerArn: output(stack, types.listener, "arn", "streamlit-https"),
            priority: 60,
            conditions: [
                { hostHeader: { values: ["streamlit.example.com"] } },
                { pathPattern: { values: ["/oauth2/idpresponse"] } },
                {
                    queryStrings: [
                        { key: "error_description", value: "PreSignUp*" },
                        { key: "error_description", value: "PreTokenGeneration*" },
                    ],
                },
            ],
            actions: [
                {
                    order: 1,
                    type: "fixed-response",
                    fixedResponse: { statusCode: "403", contentType: "text/html", messageBody: refusedPage },
                },
            ],
            tags: devTags,
        });
        assert.match(refusedPage, /You may not use this app.*Ask its owner to allow your address/);
        // AWS refuses more. Source: "Rule actions for your Application Load Balancer".
        assert.ok(Buffer.byteLength(refusedPage) <= 1024, `${Buffer.byteLength(refusedPage)}`);
    });
});
