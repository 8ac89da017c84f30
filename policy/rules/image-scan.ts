import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Nobody else looks at what the base image and the packages bring. Source: Amazon ECR User Guide, "Scan images for software vulnerabilities". */
export const imageScan: ResourceRule = {
    id: "image-scan",
    scope: "resource",
    description: "Images are scanned for known vulnerabilities when they are pushed.",
    remedy: "Set imageScanningConfiguration.scanOnPush to true.",
    types: [types.repository],
    *check({ props }) {
        if (at(props, "imageScanningConfiguration", "scanOnPush") !== true) {
            yield "it does not scan images";
        }
    },
};
