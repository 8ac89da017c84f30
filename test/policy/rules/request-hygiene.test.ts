import { types } from "../../../declared/types";
import { requestHygiene } from "../../../policy/rules/request-hygiene";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const right = { dropInvalidHeaderFields: true, desyncMitigationMode: "strictest" };
const balancer = (props: object) => [resource(types.loadBalancer, { ...right, ...props })];

describeRule(requestHygiene, {
    holds: { "where nothing odd passes": balancer({}) },
    violated: {
        "by malformed headers": [balancer({ dropInvalidHeaderFields: false }), "dropInvalidHeaderFields is false"],
        "by AWS's default": [balancer({ desyncMitigationMode: "defensive" }), 'desyncMitigationMode is "defensive"'],
        "by a firewall that may be skipped": [
            balancer({ enableWafFailOpen: true }),
            "requests pass while the firewall is out of reach: enableWafFailOpen is true",
        ],
    },
});
