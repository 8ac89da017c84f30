import { types } from "../../../declared/types";
import { appsApart } from "../../../policy/rules/apps-apart";
import { authenticate, hostIs, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (name: string) => resource(types.userPoolClient, { callbackUrls: [`https://${name}.example/oauth2/idpresponse`] }, name);
const shared = [client("a"), client("b"), resource(types.targetGroup, {}, "tasks-a"), resource(types.targetGroup, {}, "tasks-b")];

/** A rule of the host `<name>.example`, with what is that app's own. */
function rule(name: string, settings: object = {}, targets = name, host = name) {
    const login = authenticate({ userPoolClientId: `${name}-id`, sessionCookieName: `session-${name}`, ...settings });
    const forward = { order: 2, type: "forward", targetGroupArn: `tasks-${targets}-arn` };
    return listenerRule({ conditions: [hostIs(`${host}.example`)], actions: [login, forward] }, `rule-${name}`);
}

describeRule(appsApart, {
    holds: {
        "for one app": [...shared, rule("a"), { ...rule("a"), urn: "two" }],
        "for two that have each their own": [...shared, rule("a"), rule("b")],
        "for rules without a login": [listenerRule({ conditions: [hostIs("a.example")], actions: [{ type: "fixed-response" }] })],
    },
    violated: {
        "by the other's client": [
            [...shared, rule("a"), rule("b", { userPoolClientId: "a-id" })],
            'it has the client "a" of rule-b, which is for another host',
            'it has the client "a" of rule-a, which is for another host',
            'a sends people back to ["https://a.example/oauth2/idpresponse"]',
        ],
        "by the other's cookie": [
            [...shared, rule("a"), rule("b", { sessionCookieName: "session-a" })],
            'it has the cookie "session-a" of rule-b, which is for another host',
            'it has the cookie "session-a" of rule-a, which is for another host',
        ],
        "by the other's tasks": [
            [...shared, rule("a"), rule("b", {}, "a")],
            'it has the targets "tasks-a" of rule-b, which is for another host',
            'it has the targets "tasks-a" of rule-a, which is for another host',
        ],
        "by a client of another host": [
            [...shared, rule("a", {}, "a", "c")],
            'a sends people back to ["https://a.example/oauth2/idpresponse"]',
        ],
    },
});
