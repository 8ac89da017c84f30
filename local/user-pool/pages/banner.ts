import { createHash } from "node:crypto";
import type { LoginPart, UserPool } from "../../model";

/** Which login this is: what stands above each page, and what the page looks like. */
export interface Banner {
    /** In place of a logo. */
    readonly text: string;
    /** Address of the declared logo, which holds the picture itself. */
    readonly logo?: string;
    /** What the declared style adds to that of the pages; empty where there is none. */
    readonly css: string;
    /** Source that lets the browser apply it, for a Content-Security-Policy. */
    readonly cssSource: string;
}

/** Where the parts that Cognito lets a pool style are on the pages here. */
const selectors: Readonly<Record<LoginPart, string>> = {
    background: "main",
    banner: "header",
    submitButton: "button",
    "submitButton:hover": "button:hover",
    label: "label",
    inputField: "input",
    errorMessage: ".error",
    logo: "header img",
};

/** What the pages of a pool show of its domain and its style. */
export function banner({ domain, style }: UserPool): Banner {
    const css = (style?.css ?? []).map(({ part, declarations }) => `${selectors[part]}{${declarations}}`).join("\n");
    const logo = style?.logo && `data:${style.logo.mediaType};base64,${style.logo.base64}`;
    const cssSource = `'sha256-${createHash("sha256").update(css).digest("base64")}'`;
    return { text: domain.domain, css, cssSource, ...(logo === undefined ? {} : { logo }) };
}
