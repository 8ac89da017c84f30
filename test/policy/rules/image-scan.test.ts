import { types } from "../../../declared/types";
import { imageScan } from "../../../policy/rules/image-scan";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const repository = (scanOnPush: boolean) => [resource(types.repository, { imageScanningConfiguration: { scanOnPush } })];

describeRule(imageScan, {
    holds: { "for a scan on each push": repository(true) },
    violated: {
        "by none": [repository(false), "it does not scan images"],
        "by AWS's default": [[resource(types.repository)], "it does not scan images"],
    },
});
