import type { DeclaredResource, DeclaredStack } from "../declared";
import type { LoginPart, LoginStyle } from "../model";
import { Inputs } from "./inputs";
import { ofPool } from "./of-pool";
import type { Refusals } from "./refusals";

const parts: readonly LoginPart[] = [
    "background",
    "banner",
    "submitButton",
    "submitButton:hover",
    "label",
    "inputField",
    "errorMessage",
    "logo",
];

/** Properties whose values load nothing and break out of nothing. */
const declarations = /^(?:\s*[a-z-]+\s*:\s*[\w#%.,() -]+;?)*\s*$/;

/**
 * What the one declared style of a pool's login pages says, undefined where there is none. Source: Cognito Developer Guide, "Customizing hosted UI
 * (classic) branding".
 */
export function planLoginStyle(pool: DeclaredResource, stack: DeclaredStack, refusals: Refusals): LoginStyle | undefined {
    const [resource, another] = ofPool(pool, stack.ofType("aws:cognito/userPoolUICustomization:UserPoolUICustomization"), refusals);
    if (resource === undefined) {
        return undefined;
    }
    if (another !== undefined) {
        refusals.refuse(another, "userPoolId", "a pool has one style here");
    }
    const inputs = new Inputs(resource, refusals);
    inputs.mustBe("clientId", "ALL", "every client has the same login page here");
    inputs.noDifference("userPoolId", "region");
    const css = planCss(inputs);
    const logo = planLogo(inputs);
    inputs.end();
    return { css, ...(logo === undefined ? {} : { logo }) };
}

function planCss(inputs: Inputs): LoginStyle["css"] {
    const css = inputs.string("css") ?? "";
    const rules = [...css.matchAll(/\s*([^{}]+?)\s*\{([^{}]*)\}/gy)];
    const rest = css.slice(rules.reduce((length, [rule]) => length + rule.length, 0)).trim();
    if (rest !== "") {
        inputs.refuse("css", `"${rest}" is no rule for one of Cognito's classes`);
    }
    return rules.flatMap(([, selector = "", body = ""]) => {
        const part = parts.find((one) => selector === `.${one.replace(/^\w+/, "$&-customizable")}`);
        if (part === undefined || !declarations.test(body)) {
            inputs.refuse("css", `"${selector}" with "${body.trim()}" is not shown here`);
            return [];
        }
        return [{ part, declarations: body.trim() }];
    });
}

function planLogo(inputs: Inputs): LoginStyle["logo"] {
    const base64 = inputs.string("imageFile");
    if (base64 === undefined) {
        return undefined;
    }
    const start = Buffer.from(base64.slice(0, 16), "base64").toString("hex");
    if (start.startsWith("89504e470d0a1a0a") || start.startsWith("ffd8ff")) {
        return { mediaType: start.startsWith("89") ? "image/png" : "image/jpeg", base64 };
    }
    inputs.refuse("imageFile", "it is neither PNG nor JPEG");
    return undefined;
}
