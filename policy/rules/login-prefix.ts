import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Source: Cognito API Reference, "CreateUserPoolDomain", and the developer guide's reserved words. */
export const loginPrefix: ResourceRule = {
    id: "login-prefix",
    scope: "resource",
    description: "The login page's prefix is one that Cognito takes.",
    remedy: "Set loginPrefix to 1 to 63 lower-case letters, digits and hyphens, without aws, amazon and cognito.",
    types: [types.userPoolDomain],
    *check({ props }) {
        const domain = at(props, "domain");
        // A name with dots is a domain of one's own, with a certificate.
        const own = at(props, "certificateArn") !== undefined;
        if (!own && !/^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(String(domain))) {
            yield `its prefix is ${show(domain)}`;
        }
    },
};
