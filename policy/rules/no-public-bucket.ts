import { ofType, referred } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** The stack has no bucket; an app that gets one gets it closed. Source: "Blocking public access to your Amazon S3 storage". */
export const noPublicBucket: StackRule = {
    id: "no-public-bucket",
    scope: "stack",
    description: "No bucket is public, nor can become so.",
    remedy: "Give the bucket a BucketPublicAccessBlock with all four blocks, and no ACL.",
    types: [types.bucket, types.bucketV2, types.bucketAcl],
    *check(resource, stack) {
        const acl = at(resource.props, "acl");
        if (typeof acl === "string" && /^(?:public-|authenticated-)/.test(acl)) {
            yield `its ACL is ${show(acl)}`;
        }
        if (resource.type === types.bucketAcl) {
            return;
        }
        const guards = ofType(stack, types.bucketPublicAccessBlock).filter((guard) =>
            referred(stack, guard, ["bucket"], resource.type).some(({ urn }) => urn === resource.urn),
        );
        if (!guards.some(({ props }) => blocks.every((property) => at(props, property) === true))) {
            yield "nothing blocks public access to it";
        }
    },
};
