import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { devTags, inputsByName, output, types } from "./support/resources";

describe("network", () => {
    let stack: DeclaredStack;
    let loadBalancer: unknown;
    let task: unknown;
    before(async () => {
        stack = await declare();
        loadBalancer = stack.one(types.securityGroup, "streamlit-load-balancer").id;
        task = stack.one(types.securityGroup, "streamlit-task").id;
    });

    it("is a VPC of public subnets only, without NAT gateways, with a fixed share of the addresses for each zone", () => {
        assert.deepEqual(stack.one(types.vpc).inputs, {
            cidrBlock: "10.0.0.0/16",
            numberOfAvailabilityZones: 2,
            availabilityZoneCidrMask: 19,
            subnetStrategy: "Auto",
            subnetSpecs: [{ type: "Public", name: "public" }],
            natGateways: { strategy: "None" },
            enableDnsHostnames: true,
            tags: devTags,
        });
    });

    it("has room for six zones", () => {
        const { cidrBlock, availabilityZoneCidrMask } = stack.one(types.vpc).inputs;
        const vpcMask = Number(String(cidrBlock).split("/")[1]);
        assert.ok(2 ** (Number(availabilityZoneCidrMask) - vpcMask) >= 6);
    });

    // A rule inside a security group would let the provider remove the separate ones, and hide from the lists below.
    it("has two security groups in that VPC, neither with rules inside", () => {
        const vpcId = output(stack, types.vpc, "vpcId");
        assert.deepEqual(inputsByName(stack, types.securityGroup), {
            "streamlit-load-balancer": {
                vpcId,
                description: "The load balancer: in from browsers, out to the tasks and the user pool",
                tags: { ...devTags, Name: "streamlit-load-balancer" },
            },
            "streamlit-task": {
                vpcId,
                description: "The tasks: in from the load balancer only",
                tags: { ...devTags, Name: "streamlit-task" },
            },
        });
    });

    it("lets browsers reach the load balancer at 80 and 443 only, and the load balancer alone reach the tasks", () => {
        assert.deepEqual(inputsByName(stack, types.ingressRule), {
            "streamlit-load-balancer-in-80": {
                securityGroupId: loadBalancer,
                cidrIpv4: "0.0.0.0/0",
                ipProtocol: "tcp",
                fromPort: 80,
                toPort: 80,
                description: "Browsers, port 80",
                tags: devTags,
            },
            "streamlit-load-balancer-in-443": {
                securityGroupId: loadBalancer,
                cidrIpv4: "0.0.0.0/0",
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                description: "Browsers, port 443",
                tags: devTags,
            },
            "streamlit-task-in-load-balancer": {
                securityGroupId: task,
                referencedSecurityGroupId: loadBalancer,
                ipProtocol: "tcp",
                fromPort: 8501,
                toPort: 8501,
                description: "The load balancer",
                tags: devTags,
            },
        });
    });

    it("lets the load balancer call the tasks and the user pool, and the tasks call anything", () => {
        assert.deepEqual(inputsByName(stack, types.egressRule), {
            "streamlit-load-balancer-out-task": {
                securityGroupId: loadBalancer,
                referencedSecurityGroupId: task,
                ipProtocol: "tcp",
                fromPort: 8501,
                toPort: 8501,
                description: "The tasks",
                tags: devTags,
            },
            "streamlit-load-balancer-out-user-pool": {
                securityGroupId: loadBalancer,
                cidrIpv4: "0.0.0.0/0",
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                description: "The user pool",
                tags: devTags,
            },
            "streamlit-task-out": {
                securityGroupId: task,
                cidrIpv4: "0.0.0.0/0",
                ipProtocol: "-1",
                description: "Image, logs and whatever the app calls",
                tags: devTags,
            },
        });
    });
});
