import { refusedPage } from "../../../app/refused-page";
import { closedPage } from "../../../app/schedule";
import { signedOutPage } from "../../../app/signed-out-page";
import { types } from "../../../declared/types";
import { plainPages } from "../../../policy/rules/plain-pages";
import { authenticate, forward, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const page = (messageBody: string, contentType = "text/html") => [
    listenerRule({ actions: [authenticate(), { order: 2, type: "fixed-response", fixedResponse: { contentType, messageBody } }] }),
];
const holds = (found: string) => `its page holds ${JSON.stringify(found)}`;
const within = (html: string) => page(signedOutPage.replace("</main>", `${html}</main>`));
const hours = { open: "08:00", close: "19:00", days: ["MON"], timezone: "America/Argentina/Buenos_Aires" } as const;

describeRule(plainPages, {
    holds: {
        "for the program's pages": [signedOutPage, refusedPage, closedPage(hours)].flatMap((body) => page(body)),
        "for a plain text": page("<script>", "text/plain"),
        "for what shows no page": [listenerRule({ actions: [forward] })],
    },
    violated: {
        ...Object.fromEntries(
            [
                "<script>",
                "<SCRIPT src=//evil.example>",
                '<img src="x" onerror="alert(1)">',
                '<a href="https://evil.example">',
                '<a href="//evil.example">',
                '<a href="/" onclick="x()">',
                '<form action="https://evil.example">',
                "<input name=password>",
                '<meta http-equiv="refresh" content="0;url=https://evil.example">',
                '<base href="https://evil.example/">',
                "<iframe src=/>",
                "<h1 onclick=x()>",
            ].map((html) => [`by ${html}`, [within(html), holds(html)]] as const),
        ),
        "by a script that is not closed": [within("<script "), holds("<script ")],
        "by a style that loads": [page("<style>body{background:url(//evil.example)}</style>"), holds("url(")],
        "by a style that imports": [page("<style>@import '//evil.example'</style>"), holds("@import")],
        "by a style that hides what it loads": [page(String.raw`<style>a{background:u\72l(//evil.example)}</style>`), holds("\\")],
        "by a script alone": [page("alert(1)", "application/javascript"), 'its page is "application/javascript"'],
        "by the default action's page": [
            [
                resource(types.listener, {
                    defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/html", messageBody: "<script>" } }],
                }),
            ],
            holds("<script>"),
        ],
    },
});
