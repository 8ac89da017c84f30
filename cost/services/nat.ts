import { ofType, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, numberAt } from "../../declared/values";
import { count, type Service } from "../charge";
import { hoursOfMonth } from "../usage";

/** NAT gateways that awsx makes: without being told, one in each zone. Source: `vpc.ts` of pulumi-awsx. */
function gatewaysOfVpc(props: unknown): number {
    const zones = numberAt(props, "numberOfAvailabilityZones");
    const each = listAt(props, "availabilityZoneNames").length || (Number.isNaN(zones) ? 3 : zones);
    const strategy = at(props, "natGateways", "strategy") ?? "OnePerAz";
    return strategy === "None" ? 0 : strategy === "Single" ? 1 : each;
}

/** NAT gateways that awsx makes for the stack, which bring their address with them. */
export function gatewaysOf(stack: Stack): number {
    return ofType(stack, types.awsxVpc).reduce((sum, { props }) => sum + gatewaysOfVpc(props), 0);
}

/** NAT gateways, through which tasks without a public address load their images and write their logs. */
export const nat: Service = {
    name: "NAT gateways",
    types: [types.awsxVpc, types.natGateway],
    charges(stack, usage) {
        const gateways = gatewaysOf(stack) + ofType(stack, types.natGateway).length;
        return gateways === 0
            ? []
            : [
                  { item: count(gateways, "gateway"), price: "nat-gateway-hour", quantity: gateways * hoursOfMonth },
                  { item: "what goes through", price: "nat-gateway-gb", quantity: usage.logsGb + usage.imagesGb },
              ];
    },
};
