import { types } from "../../../declared/types";
import { invitationLinksHome } from "../../../policy/rules/invitation-links-home";
import { authenticate, forward, hostIs, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const rule = listenerRule({ conditions: [hostIs("a.example")], actions: [authenticate(), forward] });
const mail = (emailMessage: string, emailSubject = "Welcome") => [
    rule,
    resource(types.userPool, { adminCreateUserConfig: { inviteMessageTemplate: { emailMessage, emailSubject } } }),
];
const leadsTo = (target: string) => `emailMessage leads to ${JSON.stringify(target)}`;

describeRule(invitationLinksHome, {
    holds: {
        "without a message": [rule, resource(types.userPool, { adminCreateUserConfig: { allowAdminCreateUserOnly: true } })],
        "without a link": mail("{username}: {####} and/or so. Ask Ada: see above"),
        "with the app's address": mail('<p>https://a.example</p> <a href="https://a.example/page?x=1">{username}</a> {####}'),
        "with somebody to ask": mail("<a href='mailto:ada@example.com'>Ada</a> {username} {####}"),
        "with a mail address to read": mail("Ask ada.lovelace@example.com or ada@mail.example.com. {username}: {####}"),
        "with full stops": mail("It lasts 2.5 days, i. e. until Monday. See 3.11 {username}.\n{####}仮パスワードです。最初のサインインで"),
        "with the app's address in capitals": mail("https://A.EXAMPLE/page {username} {####}"),
    },
    violated: {
        "by another host": [mail("https://evil.example/ {username} {####}"), leadsTo("https://evil.example/")],
        "by a host that begins alike": [mail("https://a.example.evil.example"), leadsTo("https://a.example.evil.example")],
        "by a host behind the app's name": [mail("https://a.example@evil.example"), leadsTo("https://a.example@evil.example")],
        "by a name in the app's address": [mail("https://evil.example@a.example"), leadsTo("https://evil.example@a.example")],
        "by plain HTTP": [mail("http://a.example"), leadsTo("http://a.example")],
        "by an address without its protocol": [mail("see //evil.example"), leadsTo("//evil.example")],
        "by what mail programs make a link of": [mail("see www.evil.example"), leadsTo("www.evil.example")],
        ...Object.fromEntries(
            [
                "evil.example.com/login",
                "evil.example",
                "Evil.EXAMPLE.com",
                "a.example.evil.com",
                "evil.example.com:8443/x",
                "evil.example?x=1",
                "b\u00fccher.example/login",
                "\u0435\u0440\u0435.\u0440\u0444",
                "xn--80ak6aa92e.xn--p1ai",
                "192.0.2.1/login",
                // By itself, a mail program opens it by plain HTTP.
                "a.example",
            ].map((name) => [`by the bare name ${name}`, [mail(`Sign in at ${name} {username} {####}`), leadsTo(name)]] as const),
        ),
        "by a bare name at the end of a sentence": [mail("<p>Sign in at evil.example.</p>"), leadsTo("evil.example")],
        "by a bare name in brackets": [mail("(evil.example/login) {####}"), leadsTo("evil.example/login)")],
        "by a bare name beside the app's address": [mail("https://a.example evil.example"), leadsTo("evil.example")],
        "by a bare name behind a mail address": [mail("ada@a.example,evil.example/x"), leadsTo("evil.example/x")],
        "by a bare name behind other signs": [
            mail("-evil.example/a .evil.example/b @evil.example/c ada@evil.example/d _evil.example/e"),
            ...["a", "b", "c", "d", "e"].map((page) => leadsTo(`evil.example/${page}`)),
        ],
        "by a bare name before a hyphen": [mail("evil.example- x"), leadsTo("evil.example")],
        "by a bare name in the subject": [mail("{username} {####}", "evil.example"), 'emailSubject leads to "evil.example"'],
        "by characters that are written by number": [mail("evil&#46;example/&#x6c;ogin"), leadsTo("evil.example/login")],
        "by characters that are written by name": [mail("https&colon;&sol;&sol;evil&period;example"), leadsTo("https://evil.example")],
        "by an attribute that is written by number": [mail('<a href="&#104;ttps://evil.example">x</a>'), leadsTo("https://evil.example")],
        "by a form": [mail("<button formaction=//evil.example>x</button>"), leadsTo("//evil.example")],
        "by an attribute": [mail("<a href=evil>here</a><img src='cid:x'>"), leadsTo("evil"), leadsTo("cid:x")],
        "by a script": [mail('<a HREF = "javascript:alert(1)">here</a>'), leadsTo("javascript:alert(1)")],
        "by the mail with a code": [
            [
                rule,
                resource(types.userPool, {
                    verificationMessageTemplate: { emailMessage: "{####} evil.example", smsMessage: "//evil.example" },
                }),
            ],
            leadsTo("evil.example"),
            'smsMessage leads to "//evil.example"',
        ],
        "by the subject": [mail("{username} {####}", "https://evil.example"), 'emailSubject leads to "https://evil.example"'],
    },
});
