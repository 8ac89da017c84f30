import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { DeclaredStack } from "../../local/declared";
import { styleSheet } from "../../auth/login-style";
import { declare, repository } from "./support/declare";
import { dependencies, devTags, inputsByName, output, tree, types } from "./support/resources";

const loginDomain = "login.streamlit.example.com";
const config = {
    loginLogo: "./samples/logo.png",
    loginColors: '{"background":"#FAFAFA","banner":"#ffffff","button":"#0a7d5a","buttonText":"#fffffe"}',
    loginDomain,
};

describe("the login page", () => {
    let stack: DeclaredStack;
    before(async () => (stack = await declare({ config })));

    it("has the declared logo and colours, for every client, once it has an address", () => {
        const [style] = stack.ofType(types.userPoolUiCustomization);
        assert.deepEqual(inputsByName(stack, types.userPoolUiCustomization), {
            "streamlit-login-style": {
                userPoolId: stack.one(types.userPool).id,
                css: [
                    ".background-customizable { background-color: #FAFAFA; }",
                    ".banner-customizable { background-color: #ffffff; }",
                    ".submitButton-customizable { background-color: #0a7d5a; color: #fffffe; }",
                    ".submitButton-customizable:hover { background-color: #0a7d5a; color: #fffffe; }",
                ].join("\n"),
                imageFile: readFileSync(path.join(repository, "samples/logo.png"), "base64"),
            },
        });
        assert.ok(dependencies(stack, style!).includes("UserPoolDomain streamlit-login-domain"));
    });

    it("styles what is set, and nothing else", () => {
        assert.equal(styleSheet({ banner: "#000000" }), ".banner-customizable { background-color: #000000; }");
        assert.match(styleSheet({ button: "#000000", buttonHover: "#111111" }), /:hover \{ background-color: #111111; \}$/);
    });

    it("is at the declared host name, by a certificate that Cognito finds, and in place of the prefix", () => {
        assert.deepEqual(inputsByName(stack, types.userPoolDomain), {
            "streamlit-login-domain": {
                userPoolId: stack.one(types.userPool).id,
                domain: loginDomain,
                certificateArn: output(stack, types.certificate, "arn", "streamlit-login-domain-certificate"),
                managedLoginVersion: 1,
            },
        });
        assert.equal(stack.one(types.userPoolDomain).options.deleteBeforeReplace, true);
        assert.deepEqual(stack.one(types.certificate, "streamlit-login-domain-certificate").inputs, {
            domainName: loginDomain,
            validationMethod: "DNS",
            region: "us-east-1",
            tags: devTags,
        });
        assert.equal(stack.one(types.certificateValidation, "streamlit-login-domain-certificate-issued").inputs["region"], "us-east-1");
        assert.equal(stack.outputs["loginUrl"], `https://${loginDomain}`);
    });

    it("comes after the record of its parent, and gets its own to where Cognito serves it", () => {
        assert.ok(dependencies(stack, stack.one(types.userPoolDomain)).includes("Record streamlit-alias"));
        const { zoneId } = stack.one(types.record, "streamlit-alias").inputs;
        const name = output(stack, types.userPoolDomain, "cloudfrontDistribution");
        assert.deepEqual(stack.one(types.record, "streamlit-login-domain-alias").inputs, {
            zoneId,
            name: loginDomain,
            type: "A",
            aliases: [{ name, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
        });
    });

    it("adds components of its own, and moves nothing", async () => {
        const before = tree(await declare());
        const after = tree(stack);
        assert.deepEqual(
            before.filter((one) => !after.includes(one)),
            ["UserPoolDomain streamlit-login < Auth streamlit"],
        );
        assert.deepEqual(
            after.filter((one) => !before.includes(one)),
            [
                "Certificate streamlit-login-domain-certificate < Certificate streamlit-login-domain-certificate",
                "Certificate streamlit-login-domain-certificate < LoginDomain streamlit-login-domain",
                "CertificateValidation streamlit-login-domain-certificate-issued < Certificate streamlit-login-domain-certificate",
                "LoginDomain streamlit-login-domain < Auth streamlit",
                "LoginStyle streamlit < Auth streamlit",
                "Record streamlit-login-domain-alias < LoginDomain streamlit-login-domain",
                "Record streamlit-login-domain-certificate-validation < Certificate streamlit-login-domain-certificate",
                "UserPoolDomain streamlit-login-domain < LoginDomain streamlit-login-domain",
                "UserPoolUICustomization streamlit-login-style < LoginStyle streamlit",
            ],
        );
    });
});
