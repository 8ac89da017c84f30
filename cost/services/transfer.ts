import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import type { Service } from "../charge";
import { trafficGb } from "../usage";

/** What the load balancer sends to browsers, which AWS charges as sent to the internet. */
export const transfer: Service = {
    name: "Data transfer",
    types: [types.loadBalancer],
    charges(stack, usage) {
        return ofType(stack, types.loadBalancer).length === 0
            ? []
            : [{ item: "out to the internet", price: "transfer-out-gb", quantity: trafficGb(usage) }];
    },
};
