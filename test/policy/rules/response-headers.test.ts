import { types } from "../../../declared/types";
import { responseHeaders } from "../../../policy/rules/response-headers";
import { httpListener, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const listener = (transport: string, sniffing: string, framing: string) => [
    resource(types.listener, {
        protocol: "HTTPS",
        routingHttpResponseStrictTransportSecurityHeaderValue: transport,
        routingHttpResponseXContentTypeOptionsHeaderValue: sniffing,
        routingHttpResponseXFrameOptionsHeaderValue: framing,
    }),
];

describeRule(responseHeaders, {
    holds: {
        "for all three": listener("max-age=31536000; includeSubDomains", "nosniff", "DENY"),
        "without TLS, where they would not count": [httpListener],
    },
    violated: {
        "by a short memory": [listener("max-age=60", "nosniff", "DENY"), 'Strict-Transport-Security is "max-age=60"'],
        "by guessing and framing": [
            listener("max-age=31536000", "", "ALLOWALL"),
            'X-Content-Type-Options is ""',
            'X-Frame-Options is "ALLOWALL"',
        ],
    },
});
