import { createHash } from "node:crypto";
import type { Answer } from "../http";
import type { Banner } from "./banner";

/** Like Cognito's classic hosted page: one calm panel, its own style, no script, nothing loaded from elsewhere. */
const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:24px;background:#eaeded;color:#16191f;
font:16px/1.5 "Helvetica Neue",Helvetica,Arial,sans-serif}
main{width:100%;max-width:408px;background:#fff;border:1px solid #d5dbdb;border-radius:6px;overflow:hidden;box-shadow:0 2px 10px rgba(0,28,36,.12)}
header{background:#f5f6f7;border-bottom:1px solid #d5dbdb;padding:16px 32px;font-size:14px;color:#545b64;overflow-wrap:anywhere}
form,.text{padding:24px 32px 32px}
h1{font-size:20px;line-height:1.35;font-weight:500;margin:0 0 16px}
p{margin:0 0 16px}
label{display:block;font-size:14px;font-weight:700;margin:0 0 4px}
input{width:100%;height:40px;margin:0 0 16px;padding:6px 12px;font:inherit;color:inherit;background:#fff;border:1px solid #687078;border-radius:4px}
input:focus{outline:2px solid #0073bb;outline-offset:1px;border-color:#0073bb}
button{width:100%;height:44px;margin-top:8px;border:0;border-radius:4px;background:#0972d3;color:#fff;font:inherit;font-weight:700;cursor:pointer}
button:hover{background:#075eae}
button:focus-visible{outline:2px solid #16191f;outline-offset:2px}
ul{margin:0 0 16px;padding-left:20px;font-size:14px;color:#414d5c}
.error{margin:0 0 16px;padding:10px 12px;border:1px solid #d13212;border-left-width:6px;border-radius:4px;background:#fdf3f1;color:#7d1c0a}
.error p{margin:0}
a{color:#0972d3}
.qr svg{display:block;width:200px;margin:0 auto 16px}
code{font-size:14px;overflow-wrap:anywhere}
header img{display:block;max-width:60%;max-height:178px;margin:0 auto}
nav.text{padding-top:0}
a.provider{display:block;margin-top:12px;padding:9px 12px;border:1px solid #687078;border-radius:4px;color:#16191f;font-weight:700;text-align:center;text-decoration:none}
a.provider:hover{background:#f5f6f7}
a.provider:focus-visible{outline:2px solid #0073bb;outline-offset:2px}
`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Text made safe for HTML, in content and in double-quoted attributes. */
export function escapeHtml(text: string): string {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What every page shows. */
export interface PageOptions {
    readonly status?: number;
    readonly title: string;
    /** What stands above the panel's content: which login this is. */
    readonly banner: Banner;
    /** HTML. */
    readonly content: string;
    readonly cookies?: readonly string[];
    /** Origin that a form on the page ends at: browsers apply `form-action` to the redirect after it, too. */
    readonly formEndsAt?: string;
}

/** One hosted page. It may be framed by nobody, runs no script, and sends its forms to us only. */
export function page({ status = 200, title, banner, content, cookies = [], formEndsAt }: PageOptions): Answer {
    const policy = [
        "default-src 'none'",
        `style-src 'sha256-${STYLE_HASH}' ${banner.cssSource}`,
        ...(banner.logo === undefined ? [] : ["img-src data:"]),
        `form-action 'self'${formEndsAt === undefined ? "" : ` ${formEndsAt}`}`,
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ];
    return {
        status,
        headers: {
            "content-type": "text/html;charset=UTF-8",
            "content-security-policy": policy.join("; "),
            ...(cookies.length > 0 && { "set-cookie": cookies }),
        },
        body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
${banner.css === "" ? "" : `<style>${banner.css}</style>\n`}</head>
<body>
<main>
<header>${heading(banner)}</header>
${content}
</main>
</body>
</html>
`,
    };
}

function heading({ text, logo }: Banner): string {
    return logo === undefined ? escapeHtml(text) : `<img src="${escapeHtml(logo)}" alt="${escapeHtml(text)}">`;
}

/** The problems that a form was sent back with; nothing when there are none. */
export function errorBox(problems: readonly string[]): string {
    if (problems.length === 0) return "";
    return `<div class="error" role="alert">${problems.map((problem) => `<p>${escapeHtml(problem)}</p>`).join("")}</div>`;
}

/** A page that only says something, such as why a request was refused. */
export function messagePage(banner: Banner, status: number, title: string, message: string): Answer {
    return page({ status, title, banner, content: `<div class="text"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p></div>` });
}
