import { types } from "../../../declared/types";
import { loginDomain } from "../../../policy/rules/login-domain";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const page = (certificate = certificateArn, domain = "login.a.example") =>
    resource(types.userPoolDomain, { domain, certificateArn: certificate });
const record = (props: object, name = "login.a.example") => resource(types.record, { name, type: "A", ...props }, "record");
const to = (name: string) => ({ aliases: [{ name, zoneId: "Z2FDTNDATAQYW2" }] });
const elsewhere = "it leads the login page's name elsewhere";

describeRule(loginDomain, {
    holds: {
        "for a prefix": [resource(types.userPoolDomain, { domain: "login" })],
        "for a name that leads to the pool": [page(), record(to("it-name"))],
        "whatever another name leads to": [page(), record({ records: ["192.0.2.1"] }, "a.example")],
    },
    violated: {
        "by a certificate of another region": [
            [page(certificateArn.replace("us-east-1", "eu-west-1"))],
            'its certificate is "arn:aws:acm:eu-west-1:123456789012:certificate/1"',
        ],
        "by another distribution": [[page(), record(to("evil.cloudfront.net"))], elsewhere],
        "by an address": [[page(), record({ records: ["192.0.2.1"] })], elsewhere],
        "by a record that ends in a dot": [[page(), record(to("evil.cloudfront.net"), "login.a.example.")], elsewhere],
        "by a record in capitals": [[page(), record(to("evil.cloudfront.net"), "Login.A.example")], elsewhere],
        "by a record of a name in capitals": [[page(certificateArn, "LOGIN.a.example"), record(to("evil.cloudfront.net"))], elsewhere],
        "by a record of a name that ends in a dot": [
            [page(certificateArn, "login.a.example."), record(to("evil.cloudfront.net"))],
            elsewhere,
        ],
    },
});
