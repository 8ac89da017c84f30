import { types } from "../../../declared/types";
import { edit, together, under, whatever, type Mutation } from "../mutation";

const style = [types.userPoolUiCustomization, "streamlit-login-style"] as const;
const page = [types.userPoolDomain, "streamlit-login-domain"] as const;
const alias = [types.record, "streamlit-login-domain-alias"] as const;

/** As test/unit/login-page.test.ts has it, so that both notice. */
const config = {
    loginLogo: "./samples/logo.png",
    loginColors: '{"background":"#FAFAFA","banner":"#ffffff","button":"#0a7d5a","buttonText":"#fffffe"}',
    loginDomain: "login.streamlit.example.com",
};

/** Where people type their password, and what it looks like. */
export const loginPageMutations: readonly Mutation[] = under(config, [
    edit(
        "loaded a picture from elsewhere into the login page",
        "login-page-style",
        style,
        ["css"],
        whatever,
        ".logo-customizable { background: url(https://evil.example/seen.png) }",
    ),
    edit(
        "took a certificate that Cognito does not find",
        "login-domain",
        page,
        ["certificateArn"],
        whatever,
        "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
    ),
    edit("led the login page's name elsewhere", "login-domain", alias, ["aliases", 0, "name"], whatever, "devil.cloudfront.net"),
    together("led the login page's name elsewhere, written in capitals", "login-domain", [
        edit("", "", alias, ["name"], whatever, "LOGIN.streamlit.example.com."),
        edit("", "", alias, ["aliases", 0, "name"], whatever, "devil.cloudfront.net"),
    ]),
]);
