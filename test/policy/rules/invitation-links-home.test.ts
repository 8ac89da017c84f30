import { invitationLinksHome } from "../../../policy/rules/invitation-links-home";
import { types } from "../../../policy/view/types";
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
    },
    violated: {
        "by another host": [mail("https://evil.example/ {username} {####}"), leadsTo("https://evil.example/")],
        "by a host that begins alike": [mail("https://a.example.evil.example"), leadsTo("https://a.example.evil.example")],
        "by a host behind the app's name": [mail("https://a.example@evil.example"), leadsTo("https://a.example@evil.example")],
        "by a name in the app's address": [mail("https://evil.example@a.example"), leadsTo("https://evil.example@a.example")],
        "by plain HTTP": [mail("http://a.example"), leadsTo("http://a.example")],
        "by an address without its protocol": [mail("see //evil.example"), leadsTo("//evil.example")],
        "by what mail programs make a link of": [mail("see www.evil.example"), leadsTo("www.evil.example")],
        "by an attribute": [mail("<a href=evil>here</a><img src='cid:x'>"), leadsTo("evil"), leadsTo("cid:x")],
        "by a script": [mail('<a HREF = "javascript:alert(1)">here</a>'), leadsTo("javascript:alert(1)")],
        "by the subject": [mail("{username} {####}", "https://evil.example"), 'emailSubject leads to "https://evil.example"'],
    },
});
