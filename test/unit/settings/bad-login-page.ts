import type { loginPageSettingDefinitions } from "../../../settings/login-page";
import type { BadConfig } from "./bad-values";

const examples: Readonly<Record<keyof typeof loginPageSettingDefinitions, string>> = {
    loginLogo: "./samples/logo.png",
    loginColors: `'{"button":"#0a58ca"}'`,
    loginDomain: "login.streamlit.example.com",
    loginCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
};

function one(key: keyof typeof examples, value: string, rule: string, along: BadConfig["config"] = {}): BadConfig {
    return { config: { ...along, [key]: value }, problems: [{ key, value, rule, mend: `pulumi config set ${key} ${examples[key]}` }] };
}

function useless(key: string, rule: string, config: BadConfig["config"]): BadConfig {
    return { config, problems: [{ key, value: undefined, hidden: true, rule, mend: `pulumi config rm ${key}` }] };
}

const logo = "must be a PNG or JPEG file of at most 99840 bytes";
const colors =
    'must be JSON of one or more of the colours background, banner, button, buttonHover and buttonText, such as {"button":"#0a58ca"}';
const color = "must be a colour such as #0a58ca";
const host = "must be a host name in lower case that ends in letters, without https://, port or path";
const elsewhere = "must be below example.com, the hosted zone that gets its records";
const certificate = "must be the ARN of a certificate in us-east-1, where Cognito looks for it whatever the stack's region";

/** What may not stand in the settings about the login page. */
export const badLoginPage: readonly BadConfig[] = [
    one("loginLogo", "./no-such-file.png", logo),
    one("loginLogo", "./test", logo),
    one("loginLogo", "./README.md", logo),
    // The lock file is larger than any logo may be.
    one("loginLogo", "./package-lock.json", logo),
    ...["red", "[]", "{}", "null"].map((value) => one("loginColors", value, colors)),
    one("loginColors", '{"link":"#000000"}', colors),
    one("loginColors", '{"button":"red"}', `has "button", which ${color}`),
    one("loginColors", '{"banner":"#fff;} body{color:#000"}', `has "banner", which ${color}`),
    one("loginDomain", "https://login.example.com", host),
    one("loginDomain", `${"a".repeat(56)}.example.com`, "must have at most 63 characters, the longest host name that Cognito takes"),
    ...["login.example.org", "example.com", "badexample.com"].map((value) => one("loginDomain", value, elsewhere)),
    one("loginDomain", "streamlit.example.com", "must be another host name than domain, where the app is"),
    one("loginCertificateArn", "arn:aws:acm:eu-west-1:123456789012:certificate/1", certificate, { loginDomain: "login.example.com" }),
    useless("loginPrefix", "may not be set together with loginDomain, which takes its place", {
        loginPrefix: "my-team",
        loginDomain: "login.example.com",
    }),
    useless("loginCertificateArn", "is for loginDomain only, which is not set", { loginCertificateArn: examples.loginCertificateArn }),
];
