import { types } from "../../../declared/types";
import { noNatGateway } from "../../../policy/rules/no-nat-gateway";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(noNatGateway, {
    holds: { "where none is asked for": [resource(types.awsxVpc, { natGateways: { strategy: "None" } })] },
    violated: {
        "by awsx's default": [[resource(types.awsxVpc)], "natGateways.strategy is not set"],
        "by one": [[resource(types.awsxVpc, { natGateways: { strategy: "Single" } })], 'natGateways.strategy is "Single"'],
        "by one that is made by hand": [[resource(types.natGateway)], "it is paid for by the hour and the gigabyte"],
    },
});
