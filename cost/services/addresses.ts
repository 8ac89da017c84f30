import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt } from "../../declared/values";
import { count, type Charge, type Service } from "../charge";
import { hoursOfMonth } from "../usage";
import { gatewaysOf } from "./nat";
import { taskHours, tasksOf } from "./tasks";

const elasticAddress = "aws:ec2/eip:Eip";

/** Public IPv4 addresses: of a load balancer one in each zone, of a task one where it has one, of a NAT gateway one, and each elastic one. */
export const addresses: Service = {
    name: "Public IPv4 addresses",
    types: [elasticAddress],
    charges(stack, usage) {
        const of = (owner: string, hours: number): Charge[] =>
            hours === 0 ? [] : [{ item: owner, price: "public-ipv4-hour", quantity: hours }];
        const balancers = ofType(stack, types.loadBalancer).flatMap(({ name, props }) => {
            const isPublic = at(props, "internal") !== true && at(props, "ipAddressType") !== "dualstack-without-public-ipv4";
            const zones = isPublic ? listAt(props, "subnets").length + listAt(props, "subnetMappings").length : 0;
            return of(`${count(zones, "address", "addresses")} of load balancer ${name}`, zones * hoursOfMonth);
        });
        const tasks = tasksOf(stack).flatMap((declared) => {
            const { onDemand, spot } = taskHours(stack, declared, usage);
            return declared.publicAddress ? of(`one of each task of ${declared.service.name}`, onDemand + spot) : [];
        });
        const gateways = gatewaysOf(stack);
        const elastic = ofType(stack, elasticAddress).length;
        return [
            ...balancers,
            ...tasks,
            ...of("one of each NAT gateway", gateways * hoursOfMonth),
            ...of("elastic ones", elastic * hoursOfMonth),
        ];
    },
};
