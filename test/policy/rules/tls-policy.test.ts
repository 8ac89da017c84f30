import { types } from "../../../declared/types";
import { tlsPolicy } from "../../../policy/rules/tls-policy";
import { httpListener, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const listener = (sslPolicy?: string) => [resource(types.listener, { protocol: "HTTPS", sslPolicy, certificateArn: "arn" })];

describeRule(tlsPolicy, {
    holds: {
        "for TLS 1.3 and 1.2": listener("ELBSecurityPolicy-TLS13-1-2-2021-06"),
        "for keys that stand quantum computers": listener("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"),
        "for TLS 1.3 alone": listener("ELBSecurityPolicy-TLS13-1-3-2021-06"),
        "where there is no TLS, which is another rule's": [httpListener],
    },
    violated: {
        "by AWS's default": [listener(), "sslPolicy is not set"],
        "by TLS 1.0": [listener("ELBSecurityPolicy-2016-08"), 'sslPolicy is "ELBSecurityPolicy-2016-08"'],
        "by TLS 1.0 beside 1.3": [listener("ELBSecurityPolicy-TLS13-1-0-2021-06"), 'sslPolicy is "ELBSecurityPolicy-TLS13-1-0-2021-06"'],
        "by ciphers without forward secrecy": [
            listener("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"),
            'sslPolicy is "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"',
        ],
        "without a certificate": [
            [resource(types.listener, { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })],
            "it has no certificate",
        ],
    },
});
