import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { inputsByName, types } from "./support/resources";

describe("allowedCidrs", () => {
    it("lets these addresses reach the load balancer, and nobody else", async () => {
        const stack = await declare({ config: { allowedCidrs: '["203.0.113.0/24","198.51.100.7/32"]' } });
        const rules = Object.entries(inputsByName(stack, types.ingressRule)).map(([name, inputs]) => [
            name,
            inputs["cidrIpv4"],
            inputs["toPort"],
        ]);
        assert.deepEqual(rules.sort(), [
            ["streamlit-load-balancer-in-443-198.51.100.7-32", "198.51.100.7/32", 443],
            ["streamlit-load-balancer-in-443-203.0.113.0-24", "203.0.113.0/24", 443],
            ["streamlit-load-balancer-in-80-198.51.100.7-32", "198.51.100.7/32", 80],
            ["streamlit-load-balancer-in-80-203.0.113.0-24", "203.0.113.0/24", 80],
            ["streamlit-task-in-load-balancer", undefined, 8501],
        ]);
    });

    // The quota of a security group is 60 rules: the most blocks that are allowed must fit.
    it("takes as many addresses as a security group holds rules for", async () => {
        const most = JSON.stringify(Array.from({ length: 30 }, (_, index) => `10.0.${index}.0/24`));
        const stack = await declare({ config: { allowedCidrs: most } });
        const group = stack.one(types.securityGroup, "streamlit-load-balancer").id;
        assert.equal(stack.ofType(types.ingressRule).filter(({ inputs }) => inputs["securityGroupId"] === group).length, 60);
    });
});

describe("deletionProtection", () => {
    const protectedResources = (stack: DeclaredStack): string[] =>
        stack.resources.filter(({ options }) => options.protect).map(({ name, type }) => `${type} ${name}`);

    // Pulumi refuses before it deletes anything; AWS would refuse when the rest is gone.
    it("keeps load balancer and user pool, by AWS and by Pulumi", async () => {
        const stack = await declare({ config: { deletionProtection: "true" } });
        assert.deepEqual(protectedResources(stack).sort(), [`${types.userPool} streamlit-users`, `${types.loadBalancer} streamlit`].sort());
        assert.equal(stack.one(types.loadBalancer).inputs["enableDeletionProtection"], true);
        assert.equal(stack.one(types.userPool).inputs["deletionProtection"], "ACTIVE");
    });

    it("is off unless it is asked for", async () => {
        assert.deepEqual(protectedResources(await declare()), []);
    });
});
