import { types } from "../../../declared/types";
import { recordsLeadHome } from "../../../policy/rules/records-lead-home";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const balancer = { ...resource(types.loadBalancer), references: ["lb-1.us-east-1.elb.amazonaws.com"] };
const login = { ...resource(types.userPoolDomain), references: ["d1.cloudfront.net"] };
const certificate = { ...resource(types.certificate), references: ["_1.acm-validations.aws."] };
const record = (props: object) => [resource(types.record, { ...props }), balancer, login, certificate];
const alias = (...names: string[]) => record({ type: "A", aliases: names.map((name) => ({ name })) });
const elsewhere = "it leads to nothing of this stack, and proves nothing to AWS";

describeRule(recordsLeadHome, {
    holds: {
        "for the load balancer": alias("LB-1.us-east-1.elb.amazonaws.com."),
        "for the login page": alias("d1.cloudfront.net"),
        "for a certificate's proof": record({ type: "CNAME", records: ["_1.acm-validations.aws"] }),
    },
    violated: {
        "by an address": [record({ type: "A", records: ["192.0.2.1"] }), elsewhere],
        "by another load balancer": [alias("lb-2.us-east-1.elb.amazonaws.com"), elsewhere],
        "by another beside the stack's": [alias("d1.cloudfront.net", "d2.cloudfront.net"), elsewhere],
        "by the proof of another certificate": [record({ type: "CNAME", records: ["_2.acm-validations.aws."] }), elsewhere],
        "by a proof beside another": [record({ records: ["_1.acm-validations.aws.", "_2.acm-validations.aws."] }), elsewhere],
        "by an alias beside an address": [record({ aliases: [{ name: "d1.cloudfront.net" }], records: ["192.0.2.1"] }), elsewhere],
        "by a mail server": [record({ type: "MX", records: ["10 mail.evil.example"] }), elsewhere],
        "by nothing": [record({ type: "A" }), elsewhere],
    },
});
