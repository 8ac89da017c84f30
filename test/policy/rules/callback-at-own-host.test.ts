import { types } from "../../../declared/types";
import { callbackAtOwnHost } from "../../../policy/rules/callback-at-own-host";
import { authenticate, forward, hostIs, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const rule = listenerRule({ conditions: [hostIs("a.example")], actions: [authenticate(), forward] });
const callback = "https://a.example/oauth2/idpresponse";
const client = (callbackUrls: string[], logoutUrls = ["https://a.example/signed-out"]) => [
    rule,
    resource(types.userPoolClient, { callbackUrls, logoutUrls }),
];

describeRule(callbackAtOwnHost, {
    holds: { "for the app's own host": client([callback]) },
    violated: {
        "by plain HTTP": [client(["http://a.example/oauth2/idpresponse"]), 'it sends people to "http://a.example/oauth2/idpresponse"'],
        "by another host beside it": [
            client([callback, "https://evil.example/oauth2/idpresponse"]),
            'it sends people to "https://evil.example/oauth2/idpresponse"',
        ],
        "by another host in disguise": [
            client(["https://a.example@evil.example/oauth2/idpresponse"]),
            'it sends people to "https://a.example@evil.example/oauth2/idpresponse"',
        ],
        "by another path": [client(["https://a.example/other"]), 'the load balancer does not know the callback "https://a.example/other"'],
        "by another host after signing out": [client([callback], ["https://evil.example/"]), 'it sends people to "https://evil.example/"'],
        "by no callback": [client([]), "it has no callback"],
    },
});
