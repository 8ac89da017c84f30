import { ofType, referred } from "../../declared/resource";
import { types } from "../../declared/types";
import { listAt, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { dnsName } from "../view/dns-name";

/** Source: Cognito Developer Guide, "Using your own domain for managed login". Whoever has the name gets people's passwords. */
export const loginDomain: StackRule = {
    id: "login-domain",
    scope: "stack",
    description:
        "A login page at a host name of one's own has a certificate of us-east-1, and its records lead to the user pool and nowhere else.",
    remedy: "Take the alias from the UserPoolDomain's cloudfrontDistribution, and a certificate in us-east-1.",
    types: [types.userPoolDomain, types.record],
    *check(resource, stack) {
        if (resource.type === types.userPoolDomain) {
            const certificate = textAt(resource.props, "certificateArn");
            if (certificate !== undefined && certificate.split(":")[3] !== "us-east-1") {
                yield `its certificate is ${show(certificate)}`;
            }
            return;
        }
        // A prefix is no host name; and records whose names are not known yet, such as a certificate's, are none of these.
        const own = ofType(stack, types.userPoolDomain).filter(({ props }) => textAt(props, "certificateArn") !== undefined);
        if (own.length === 0) {
            return;
        }
        const name = dnsName(textAt(resource.props, "name") ?? "");
        if (!own.some(({ props }) => dnsName(textAt(props, "domain") ?? "") === name)) {
            return;
        }
        const targets = listAt(resource.props, "aliases");
        const elsewhere = targets.filter(
            (_, index) => referred(stack, resource, ["aliases", index, "name"], types.userPoolDomain).length === 0,
        );
        if (targets.length === 0 || elsewhere.length > 0) {
            yield "it leads the login page's name elsewhere";
        }
    },
};
