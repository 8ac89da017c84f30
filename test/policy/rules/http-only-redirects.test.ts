import { httpOnlyRedirects } from "../../../policy/rules/http-only-redirects";
import { types } from "../../../policy/view/types";
import { forward, httpListener, httpsListener, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const redirecting = (redirect: object) =>
    resource(types.listener, { protocol: "HTTP", defaultActions: [{ type: "redirect", redirect }] }, "http");
const right = redirecting({ protocol: "HTTPS", statusCode: "HTTP_301" });

describeRule(httpOnlyRedirects, {
    holds: {
        "for a redirect, and a rule of the other listener": [right, httpsListener, listenerRule({})],
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
        "by a rule of the HTTP listener": [[right, listenerRule({ listenerArn: "http-arn" })], "belongs to http, which has no TLS"],
        "by a rule of a listener of somebody else": [
            [httpsListener, listenerRule({ listenerArn: "other" })],
            "belongs to no listener of this stack",
        ],
        "by no action": [[httpListener], 'its protocol is "HTTP", and its action not set'],
    },
});
