import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as fs from "node:fs";
import { logoPath, type LoginColors } from "../settings/login-page";

/** What a login page looks like. */
export interface LoginStyleArgs {
    /** The pool, known from its domain: without one, Cognito refuses a style. */
    readonly userPoolId: pulumi.Input<string>;
    /** PNG or JPEG file above the form, relative to the program. @default none */
    readonly logo: string | undefined;
    /** @default Cognito's own */
    readonly colors: LoginColors | undefined;
}

/** Logo and colours of the classic login page. Source: Cognito Developer Guide, "Customizing hosted UI (classic) branding". */
export class LoginStyle extends pulumi.ComponentResource {
    constructor(name: string, { userPoolId, logo, colors }: LoginStyleArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:login-style:LoginStyle", name, {}, options);
        new aws.cognito.UserPoolUICustomization(
            `${name}-login-style`,
            {
                userPoolId,
                ...(colors === undefined ? {} : { css: styleSheet(colors) }),
                ...(logo === undefined ? {} : { imageFile: fs.readFileSync(logoPath(logo), "base64") }),
            },
            { parent: this },
        );
        this.registerOutputs({});
    }
}

/** In the classes that Cognito lets a pool style: it refuses any other. */
export function styleSheet({ background, banner, button, buttonHover = button, buttonText }: LoginColors): string {
    const classes = {
        ".background-customizable": { "background-color": background },
        ".banner-customizable": { "background-color": banner },
        ".submitButton-customizable": { "background-color": button, color: buttonText },
        ".submitButton-customizable:hover": { "background-color": buttonHover, color: buttonText },
    };
    return Object.entries(classes)
        .map(([selector, properties]) => {
            const declared = Object.entries(properties).filter(([, value]) => value !== undefined);
            return declared.length === 0 ? "" : `${selector} { ${declared.map(([key, value]) => `${key}: ${value};`).join(" ")} }`;
        })
        .filter((rule) => rule !== "")
        .join("\n");
}
