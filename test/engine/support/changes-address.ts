import { abreast, each, redeploy, updatedClient, updatedPool, updatedRules, type Change } from "./change";

const ownCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

const certificate = (name: string): string[] => [
    `aws:acm/certificate:Certificate ${name}`,
    `aws:acm/certificateValidation:CertificateValidation ${name.replace(/certificate$/, "certificate-issued")}`,
    `aws:route53/record:Record ${name}-validation`,
    `streamlit-cognito:load-balancer:Certificate ${name}`,
];

const loginDomain = [
    "aws:cognito/userPoolDomain:UserPoolDomain streamlit-login-domain",
    "aws:route53/record:Record streamlit-login-domain-alias",
    "streamlit-cognito:login-domain:LoginDomain streamlit-login-domain",
];

const domain: Change = {
    settings: { domain: "app.example.com" },
    operations: [
        ...redeploy,
        ...updatedRules("machine", "page", "signed-out"),
        "replace aws:acm/certificate:Certificate streamlit-certificate",
        "replace aws:acm/certificateValidation:CertificateValidation streamlit-certificate-issued",
        "replace aws:cognito/userPoolDomain:UserPoolDomain streamlit-login",
        "replace aws:route53/record:Record streamlit-alias",
        "replace aws:route53/record:Record streamlit-certificate-validation",
        updatedClient,
        // The invitation has the app's address.
        updatedPool,
        "update aws:lb/listener:Listener streamlit-http",
        "update aws:lb/listener:Listener streamlit-https",
    ],
};

const zoneAndCertificate: readonly Change[] = [
    {
        settings: { hostedZone: "app.example.com" },
        operations: [
            "replace aws:route53/record:Record streamlit-alias",
            "replace aws:route53/record:Record streamlit-certificate-validation",
        ],
    },
    {
        settings: { certificateArn: ownCertificate },
        operations: [...each("delete", certificate("streamlit-certificate")), "update aws:lb/listener:Listener streamlit-https"],
    },
];

const style: readonly Change[] = [
    {
        settings: { loginLogo: "./samples/logo.png" },
        operations: each("create", [
            "aws:cognito/userPoolUICustomization:UserPoolUICustomization streamlit-login-style",
            "streamlit-cognito:login-style:LoginStyle streamlit",
        ]),
    },
    {
        settings: { loginColors: '{"button":"#0a58ca"}' },
        operations: ["update aws:cognito/userPoolUICustomization:UserPoolUICustomization streamlit-login-style"],
    },
];

const loginPage: readonly Change[] = [
    {
        settings: { loginPrefix: "my-team-login" },
        operations: [
            ...redeploy,
            ...updatedRules("machine", "page"),
            "replace aws:cognito/userPoolDomain:UserPoolDomain streamlit-login",
            // Cognito keeps no style without a domain.
            "replace aws:cognito/userPoolUICustomization:UserPoolUICustomization streamlit-login-style",
        ],
    },
    {
        settings: { loginPrefix: "", loginDomain: "login.app.example.com" },
        operations: [
            ...redeploy,
            ...updatedRules("machine", "page"),
            ...each("create", [...loginDomain, ...certificate("streamlit-login-domain-certificate")]),
            "delete aws:cognito/userPoolDomain:UserPoolDomain streamlit-login",
        ],
        policies: true,
    },
    {
        settings: { loginCertificateArn: ownCertificate },
        operations: [
            ...each("delete", certificate("streamlit-login-domain-certificate")),
            "update aws:cognito/userPoolDomain:UserPoolDomain streamlit-login-domain",
        ],
    },
    {
        settings: { loginDomain: "", loginCertificateArn: "" },
        operations: [
            ...redeploy,
            ...updatedRules("machine", "page"),
            ...each("delete", loginDomain),
            "create aws:cognito/userPoolDomain:UserPoolDomain streamlit-login",
        ],
    },
];

/** Where app and login page are, and what the login page looks like. */
export const addressChanges: readonly Change[] = [domain, ...abreast(zoneAndCertificate, style), ...loginPage];
