import type * as aws from "@pulumi/aws";

/** Makes a link a button. */
const button =
    "a{display:inline-block;margin-top:1rem;padding:.5rem 1.25rem;border-radius:.5rem;background:#0972d3;color:#fff;text-decoration:none}";

/**
 * A page of the load balancer's own. Whole in itself: nothing else is served without a session. A fixed response holds at most 1,024 bytes.
 * Source: "Rule actions for your Application Load Balancer".
 *
 * @param content HTML
 * @param toApp text of a button that leads to the app. @default there is none
 */
export function fixedPage(title: string, content: string, toApp?: string): string {
    return [
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>`,
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        "<style>body{font:16px/1.5 system-ui,sans-serif;color:#31333f;background:#fff;display:grid;place-items:center;min-height:90vh;margin:0}",
        `main{text-align:center}${toApp === undefined ? "" : button}`,
        "@media(prefers-color-scheme:dark){body{color:#fafafa;background:#0e1117}}</style>",
        `<main>${content}${toApp === undefined ? "" : `<a href="/">${toApp}</a>`}</main></html>`,
    ].join("");
}

/** The action of a listener rule that answers with such a page: no task sees the request. */
export function showPage(order: number, statusCode: string, page: string): aws.types.input.lb.ListenerRuleAction {
    return { order, type: "fixed-response", fixedResponse: { statusCode, contentType: "text/html", messageBody: page } };
}
