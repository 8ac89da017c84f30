import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { asTyped, setCommand } from "../../settings/config-command";
import { failure, ok, type Check } from "../check";

/** Whether the stack's region exists and is enabled in the account. */
export const region: Check = {
    name: "region",
    asksAws: true,
    async run({ aws, subject }) {
        const name = subject.region;
        const asked = new DescribeRegionsCommand({ AllRegions: true, RegionNames: [name] });
        const { Regions: [found] = [] } = await aws
            .regions()
            .send(asked)
            // A region that does not exist is a bad parameter.
            .catch((error: unknown) => {
                if ((error as Error).name === "InvalidParameterValue") {
                    return { Regions: [] };
                }
                throw error;
            });
        if (found === undefined) {
            return [
                failure(
                    `there is no region ${name}`,
                    "nothing can be created there",
                    asTyped(setCommand("aws:region", "us-east-1"), subject.stack),
                ),
            ];
        }
        if (found.OptInStatus === "not-opted-in") {
            const mend = `aws account enable-region --region-name ${name}; it takes minutes to hours`;
            return [failure(`the region ${name} is not enabled in this account`, "AWS refuses every request there", mend)];
        }
        return [ok(`${name} is enabled`)];
    },
};
