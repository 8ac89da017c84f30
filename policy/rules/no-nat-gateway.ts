import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";

/** awsx makes one a zone unless told otherwise. */
export const noNatGateway: StackRule = {
    id: "no-nat-gateway",
    scope: "stack",
    description: "There is no NAT gateway: one costs more than the tasks do.",
    remedy: "Set natGateways.strategy of the Vpc to None, and give the tasks public addresses.",
    types: [types.awsxVpc, types.natGateway],
    *check({ type, props }) {
        const strategy = at(props, "natGateways", "strategy");
        if (type === types.natGateway) {
            yield "it is paid for by the hour and the gigabyte";
        } else if (strategy !== "None") {
            yield `natGateways.strategy is ${show(strategy)}`;
        }
    },
};
