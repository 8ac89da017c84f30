import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { parentOf } from "./any-app";
import { removeCommand, setCommand } from "./config-command";
import type { Configuration } from "./configuration";
import { hostName, structure, type SettingDefinition } from "./definition";
import type { Problem } from "./problems";
import type { Values } from "./schema";

/** Colours of the login page, as `#rrggbb`; what is left out stays Cognito's. */
export interface LoginColors {
    /** Of the panel with the form. */
    readonly background?: string | undefined;
    /** Of the strip above it, where the logo is. */
    readonly banner?: string | undefined;
    /** Of the button that sends the form. */
    readonly button?: string | undefined;
    /** Of that button under the pointer. @default the button's */
    readonly buttonHover?: string | undefined;
    /** Of that button's text. */
    readonly buttonText?: string | undefined;
}

/** What people see when they sign in, and at which address. */
export interface LoginPageSettings {
    /** PNG or JPEG file above the form, relative to the program. @default none */
    readonly loginLogo: string | undefined;
    /** @default Cognito's own */
    readonly loginColors: LoginColors | undefined;
    /** Host name of the login page; its parent must have an A record, as `domain` has. @default the one that `loginPrefix` begins */
    readonly loginDomain: string | undefined;
    /** Certificate for `loginDomain`, in us-east-1. @default one that the stack issues */
    readonly loginCertificateArn: string | undefined;
}

/** Bytes that become the 130 KB of Base64 that Cognito takes. Source: Cognito Developer Guide, "Customizing hosted UI (classic) branding". */
const largestLogo = (130 * 1024 * 3) / 4;

/** The file's path, for one that is relative to the program. */
export function logoPath(file: string): string {
    return path.resolve(__dirname, "..", file);
}

function isLogo(file: string): boolean {
    const found = fs.statSync(logoPath(file), { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size > largestLogo) {
        return false;
    }
    const start = fs.readFileSync(logoPath(file)).subarray(0, 8).toString("hex");
    return start === "89504e470d0a1a0a" || start.startsWith("ffd8ff");
}

const color = z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #0a58ca")
    .optional();

const onlyThese = "must be an object with background, banner, button, buttonHover or buttonText, and nothing else";
const colors = z
    .strictObject({ background: color, banner: color, button: color, buttonHover: color, buttonText: color }, onlyThese)
    .refine((given) => Object.keys(given).length > 0, { when: ({ issues }) => issues.length === 0 });

/** How this capability's settings are read. */
export const loginPageSettingDefinitions = {
    loginLogo: {
        schema: z.string().refine(isLogo, `must be a PNG or JPEG file of at most ${largestLogo} bytes`),
        example: "./samples/logo.png",
        required: false,
    },
    loginColors: {
        schema: structure<LoginColors>(
            colors,
            'must be JSON of one or more of the colours background, banner, button, buttonHover and buttonText, such as {"button":"#0a58ca"}',
        ),
        example: `'{"button":"#0a58ca"}'`,
        required: false,
    },
    // Source: Cognito API Reference, "CreateUserPoolDomain", Domain.
    loginDomain: {
        schema: hostName.max(63, "must have at most 63 characters, the longest host name that Cognito takes"),
        example: "login.streamlit.example.com",
        required: false,
    },
    loginCertificateArn: {
        schema: z
            .string()
            .regex(
                /^arn:aws:acm:us-east-1:\d{12}:certificate\/[A-Za-z0-9-]+$/,
                "must be the ARN of a certificate in us-east-1, where Cognito looks for it whatever the stack's region",
            ),
        example: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        required: false,
    },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** The login page's settings, and those that they are checked beside. */
type LoginPageValues = Pick<Values, "domain" | "hostedZone" | "loginDomain">;

/** What is wrong with the login page's settings beside the others. */
export function loginPageProblems(configuration: Configuration<LoginPageValues>): Problem[] {
    return [...aloneProblems(configuration), ...loginDomainProblems(configuration)];
}

/** A setting that has no effect beside another one, or without it. */
function aloneProblems({ set }: Configuration<LoginPageValues>): Problem[] {
    const remove = (key: string, rule: string): Problem => ({ key, value: undefined, hidden: true, rule, mend: removeCommand(key) });
    return [
        ...(set.has("loginPrefix") && set.has("loginDomain")
            ? [remove("loginPrefix", "may not be set together with loginDomain, which takes its place")]
            : []),
        ...(set.has("loginCertificateArn") && !set.has("loginDomain")
            ? [remove("loginCertificateArn", "is for loginDomain only, which is not set")]
            : []),
    ];
}

function loginDomainProblems({ values: { domain, hostedZone, loginDomain }, set }: Configuration<LoginPageValues>): Problem[] {
    if (loginDomain === undefined || domain === undefined || (hostedZone === undefined && set.has("hostedZone"))) {
        return [];
    }
    const zone = hostedZone ?? parentOf(domain);
    const mend = setCommand("loginDomain", `login.${domain}`);
    const problem = (rule: string): Problem[] => [{ key: "loginDomain", value: loginDomain, rule, mend }];
    if (loginDomain === domain) {
        return problem("must be another host name than domain, where the app is");
    }
    return loginDomain.endsWith(`.${zone}`) ? [] : problem(`must be below ${zone}, the hosted zone that gets its records`);
}
