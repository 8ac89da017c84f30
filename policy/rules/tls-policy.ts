import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** TLS 1.3, with 1.2 at most beside it and forward secrecy always. Source: "Security policies for your Application Load Balancer". */
const modern = /^ELBSecurityPolicy-TLS13-1-[23](?:-Res)?(?:-FIPS)?(?:-PQ)?-\d{4}-\d{2}$/;

/** Without forward secrecy, whoever gets the key later can read what was recorded before. */
export const tlsPolicy: ResourceRule = {
    id: "tls-policy",
    scope: "resource",
    description: "HTTPS is TLS 1.2 or 1.3 with forward secrecy, and has a certificate.",
    remedy: "Set sslPolicy to the one that load-balancer.ts names, or a newer one of its kind: TLS 1.3, and 1.2 without the suffix Ext.",
    types: [types.listener],
    *check({ props }) {
        if (at(props, "protocol") !== "HTTPS") {
            return;
        }
        const policy = at(props, "sslPolicy");
        if (typeof policy !== "string" || !modern.test(policy)) {
            yield `sslPolicy is ${show(policy)}`;
        }
        // Not read: before a certificate is issued, its ARN is unknown.
        if (!("certificateArn" in props)) {
            yield "it has no certificate";
        }
    },
};
