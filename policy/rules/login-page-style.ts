import { types } from "../../declared/types";
import { show, textAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Source: Cognito Developer Guide, "Customizing hosted UI (classic) branding": its classes and sizes. */
const part =
    "(?:background|banner|errorMessage|idpButton|idpDescription|inputField|label|legalText|logo|passwordCheck-valid|passwordCheck-notValid|redirect|socialButton|submitButton|textDescription)";
const rule = new RegExp(String.raw`^\s*\.${part}-customizable(?::hover|:focus)?\s*\{(?:\s*[a-z-]+\s*:\s*[\w#%.,() -]+;?)*\s*\}`);
const mostCss = 3 * 1024;
const mostImage = 130 * 1024;

/** Where people type their password, a style may not load anything: that would tell somebody else who is there. */
export const loginPageStyle: ResourceRule = {
    id: "login-page-style",
    scope: "resource",
    description: "The login page's style is within what Cognito takes, and loads nothing from elsewhere.",
    remedy: "Style Cognito's own classes, with plain values, in 3 KB; the logo may have 130 KB in Base64.",
    types: [types.userPoolUiCustomization],
    *check({ props }) {
        const css = textAt(props, "css") ?? "";
        let rest = css;
        while (rule.test(rest)) {
            rest = rest.replace(rule, "");
        }
        if (rest.trim() !== "") {
            yield `its css has ${show(rest.trim())}`;
        }
        if (css.length > mostCss) {
            yield `its css has ${css.length} characters`;
        }
        const image = textAt(props, "imageFile") ?? "";
        if (image.length > mostImage) {
            yield `its logo has ${image.length} characters`;
        }
    },
};
