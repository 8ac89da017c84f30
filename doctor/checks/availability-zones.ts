import { DescribeAvailabilityZonesCommand } from "@aws-sdk/client-ec2";
import { asTyped, setCommand } from "../../settings/config-command";
import { failure, ok, type Check } from "../check";

/** Fewer, and a load balancer cannot be made. Source: Elastic Load Balancing, "Application Load Balancers", Subnets. */
const least = 2;

/** Whether the account has as many Availability Zones in the region as the network wants. */
export const availabilityZones: Check = {
    name: "availability zones",
    asksAws: true,
    async run({ aws, subject: { availabilityZones: wanted, region, stack } }) {
        const filters = [
            { Name: "zone-type", Values: ["availability-zone"] },
            { Name: "state", Values: ["available"] },
        ];
        const { AvailabilityZones: found = [] } = await aws.ec2().send(new DescribeAvailabilityZonesCommand({ Filters: filters }));
        if (found.length >= wanted) {
            return [ok(`${found.length} in ${region}, of which the network takes ${wanted}`)];
        }
        const mend =
            found.length < least
                ? `${asTyped(setCommand("aws:region", "REGION"), stack)}, with one that has more zones`
                : asTyped(setCommand("availabilityZones", found.length), stack);
        return [
            failure(
                `${region} has ${found.length} zones for this account, and the network wants ${wanted}`,
                "the network cannot be made",
                mend,
            ),
        ];
    },
};
