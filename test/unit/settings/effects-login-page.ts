import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { DeclaredStack } from "../../../local/declared";
import type { loginPageSettingDefinitions } from "../../../settings/login-page";
import { repository } from "../support/declare";
import { output, types } from "../support/resources";
import type { Effect } from "./effect";

const style = "UserPoolUICustomization streamlit-login-style";
const page = "UserPoolDomain streamlit-login-domain";
const alias = "Record streamlit-login-domain-alias";
const certificate = "Certificate streamlit-login-domain-certificate";
const issued = "CertificateValidation streamlit-login-domain-certificate-issued";
const proof = "Record streamlit-login-domain-certificate-validation";
const ownCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";

function styled(after: DeclaredStack, more: Record<string, unknown>): Record<string, unknown> {
    return { "LoginStyle streamlit": "registered", [style]: "registered", [`${style}.userPoolId`]: after.one(types.userPool).id, ...more };
}

function everywhere(domain: string): Record<string, unknown> {
    const rule = (name: string): string => `ListenerRule streamlit-${name}.actions.0.authenticateCognito.userPoolDomain`;
    return {
        [rule("machine")]: domain,
        [rule("page")]: domain,
        "FargateService streamlit.taskDefinitionArgs.container.environment.6.value": `https://${domain}`,
        "outputs.loginUrl": `https://${domain}`,
    };
}

function ownAddress(after: DeclaredStack, domain: string): Record<string, unknown> {
    const { zoneId } = after.one(types.record, "streamlit-alias").inputs;
    return {
        "UserPoolDomain streamlit-login": undefined,
        "UserPoolDomain streamlit-login.domain": undefined,
        "UserPoolDomain streamlit-login.managedLoginVersion": undefined,
        "UserPoolDomain streamlit-login.userPoolId": undefined,
        "LoginDomain streamlit-login-domain": "registered",
        [page]: "registered",
        [`${page}.domain`]: domain,
        [`${page}.managedLoginVersion`]: 1,
        [`${page}.userPoolId`]: after.one(types.userPool).id,
        [`${page}.certificateArn`]: output(after, types.certificate, "arn", "streamlit-login-domain-certificate"),
        [alias]: "registered",
        [`${alias}.name`]: domain,
        [`${alias}.type`]: "A",
        [`${alias}.zoneId`]: zoneId,
        [`${alias}.aliases.0.name`]: output(after, types.userPoolDomain, "cloudfrontDistribution"),
        [`${alias}.aliases.0.zoneId`]: "Z2FDTNDATAQYW2",
        [`${alias}.aliases.0.evaluateTargetHealth`]: false,
        ...issuedCertificate(after, domain, zoneId),
        ...everywhere(domain),
    };
}

function issuedCertificate(after: DeclaredStack, domain: string, zoneId: unknown): Record<string, unknown> {
    const { name, type, records } = after.one(types.record, "streamlit-login-domain-certificate-validation").inputs;
    return {
        [certificate]: "registered",
        [`${certificate}.domainName`]: domain,
        [`${certificate}.validationMethod`]: "DNS",
        [`${certificate}.region`]: "us-east-1",
        [`${certificate}.tags.pulumi:project`]: "streamlit-cognito",
        [`${certificate}.tags.pulumi:stack`]: "dev",
        [issued]: "registered",
        [`${issued}.certificateArn`]: output(after, types.certificate, "arn", "streamlit-login-domain-certificate"),
        [`${issued}.region`]: "us-east-1",
        [`${issued}.validationRecordFqdns.0`]: output(after, types.record, "fqdn", "streamlit-login-domain-certificate-validation"),
        [proof]: "registered",
        [`${proof}.name`]: name,
        [`${proof}.type`]: type,
        [`${proof}.records.0`]: (records as string[])[0],
        [`${proof}.ttl`]: 60,
        [`${proof}.allowOverwrite`]: true,
        [`${proof}.zoneId`]: zoneId,
    };
}

/** What the settings about the login page change. */
export const loginPageEffects: Readonly<Record<keyof typeof loginPageSettingDefinitions, Effect>> = {
    loginLogo: {
        to: "./samples/logo.png",
        expected: (after) => styled(after, { [`${style}.imageFile`]: readFileSync(path.join(repository, "samples/logo.png"), "base64") }),
    },
    loginColors: {
        to: '{"banner":"#112233"}',
        expected: (after) => styled(after, { [`${style}.css`]: ".banner-customizable { background-color: #112233; }" }),
    },
    loginDomain: { to: "login.example.com", expected: (after) => ownAddress(after, "login.example.com") },
    loginCertificateArn: {
        to: ownCertificate,
        along: { loginDomain: "login.example.com" },
        expected: () => ({
            [`${page}.certificateArn`]: ownCertificate,
            ...Object.fromEntries(
                [
                    certificate,
                    ...["domainName", "validationMethod", "region", "tags.pulumi:project", "tags.pulumi:stack"].map(
                        (key) => `${certificate}.${key}`,
                    ),
                    issued,
                    ...["certificateArn", "region", "validationRecordFqdns.0"].map((key) => `${issued}.${key}`),
                    proof,
                    ...["name", "type", "records.0", "ttl", "allowOverwrite", "zoneId"].map((key) => `${proof}.${key}`),
                ].map((gone) => [gone, undefined]),
            ),
        }),
    },
};
