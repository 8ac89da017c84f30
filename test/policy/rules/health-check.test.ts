import { types } from "../../../declared/types";
import { healthCheck } from "../../../policy/rules/health-check";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const right = { path: "/_stcore/health", matcher: "200", interval: 10, unhealthyThreshold: 3 };
const group = (check: object) => [resource(types.targetGroup, { healthCheck: { ...right, ...check } })];

describeRule(healthCheck, {
    holds: { "for Streamlit's own": group({}) },
    violated: {
        "by any page": [group({ path: "/" }), 'it asks "/" for "200"'],
        "by any answer": [group({ matcher: "200-499" }), 'it asks "/_stcore/health" for "200-499"'],
        "by no check": [group({ enabled: false }), 'it asks "/_stcore/health" for "200"'],
        "by patience": [group({ interval: 30 }), "it takes 90 s to notice"],
    },
});
