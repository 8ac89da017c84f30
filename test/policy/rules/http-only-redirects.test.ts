import { types } from "../../../declared/types";
import { httpOnlyRedirects } from "../../../policy/rules/http-only-redirects";
import { forward, hostIs, httpListener, httpsListener, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const redirecting = (redirect: object) =>
    resource(types.listener, { protocol: "HTTP", defaultActions: [{ type: "redirect", redirect }] }, "http");
const right = redirecting({ host: "a.example", protocol: "HTTPS", statusCode: "HTTP_301" });
const rule = listenerRule({ conditions: [hostIs("a.example")] });

describeRule(httpOnlyRedirects, {
    holds: {
        "for a redirect, and a rule of the other listener": [right, httpsListener, rule],
    },
    violated: {
        "by a forward": [
            [resource(types.listener, { protocol: "HTTP", defaultActions: [forward] })],
            'its protocol is "HTTP", and its action "forward"',
        ],
        "by a redirect to HTTP": [[redirecting({ protocol: "HTTP", statusCode: "HTTP_301" })], 'it redirects to "HTTP" with "HTTP_301"'],
        "by a redirect that browsers forget": [
            [redirecting({ protocol: "HTTPS", statusCode: "HTTP_302" })],
            'it redirects to "HTTPS" with "HTTP_302"',
        ],
        "by a redirect to whatever host a request names": [
            [redirecting({ protocol: "HTTPS", statusCode: "HTTP_301" }), httpsListener, rule],
            "it redirects to the host not set",
        ],
        "by a redirect to another host": [
            [redirecting({ host: "evil.example", protocol: "HTTPS", statusCode: "HTTP_301" }), httpsListener, rule],
            'it redirects to the host "evil.example"',
        ],
        "by a rule of the HTTP listener": [
            [right, listenerRule({ ...rule.props, listenerArn: "http-arn" })],
            "belongs to http, which has no TLS",
        ],
        "by a rule of a listener of somebody else": [
            [httpsListener, listenerRule({ listenerArn: "other" })],
            "belongs to no listener of this stack",
        ],
        "by no action": [[httpListener], 'its protocol is "HTTP", and its action not set'],
    },
});
