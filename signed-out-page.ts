/** Where signing out ends: outside the login, which would sign in again at once. */
export const signedOutPath = "/signed-out";

/**
 * What a person sees who has signed out. Whole in itself: nothing else is served without a session. A fixed response holds at most 1,024 bytes.
 * Source: "Rule actions for your Application Load Balancer".
 */
export const signedOutPage = [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Signed out</title>',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    "<style>body{font:16px/1.5 system-ui,sans-serif;color:#31333f;background:#fff;display:grid;place-items:center;min-height:90vh;margin:0}",
    "main{text-align:center}a{display:inline-block;margin-top:1rem;padding:.5rem 1.25rem;border-radius:.5rem;background:#0972d3;color:#fff;text-decoration:none}",
    "@media(prefers-color-scheme:dark){body{color:#fafafa;background:#0e1117}}</style>",
    '<main><h1>You are signed out</h1><p>You may close this page.</p><a href="/">Sign in again</a></main></html>',
].join("");
