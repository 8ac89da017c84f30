import { ofType } from "../../declared/resource";
import { at, listAt } from "../../declared/values";
import type { Service } from "../charge";
import { hoursOfMonth } from "../usage";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** VPC endpoints: interfaces by zone; gateways are free. */
export const endpoints: Service = {
    name: "VPC endpoints",
    types: [endpoint],
    charges(stack) {
        const interfaces = ofType(stack, endpoint).filter(({ props }) => at(props, "vpcEndpointType") === "Interface");
        return interfaces.map(({ name, props }) => ({
            item: name,
            price: "vpc-endpoint-hour",
            quantity: Math.max(1, listAt(props, "subnetIds").length) * hoursOfMonth,
        }));
    },
};
