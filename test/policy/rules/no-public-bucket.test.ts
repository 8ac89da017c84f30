import { types } from "../../../declared/types";
import { noPublicBucket } from "../../../policy/rules/no-public-bucket";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const bucket = (props: object = {}) => resource(types.bucket, { ...props }, "bucket");
const closed = { bucket: "bucket-id", blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const guard = (props: object = {}) => resource(types.bucketPublicAccessBlock, { ...closed, ...props }, "guard");

describeRule(noPublicBucket, {
    holds: { "where there is none": [], "where public access is blocked": [bucket(), guard()] },
    violated: {
        "by a bucket alone": [[bucket()], "nothing blocks public access to it"],
        "by half a block": [[bucket(), guard({ blockPublicPolicy: false })], "nothing blocks public access to it"],
        "by the block of another": [[bucket(), guard({ bucket: "other" })], "nothing blocks public access to it"],
        "by an ACL": [[bucket({ acl: "public-read" }), guard()], 'its ACL is "public-read"'],
        "by an ACL of its own": [
            [bucket(), guard(), resource(types.bucketAcl, { acl: "authenticated-read" }, "acl")],
            'its ACL is "authenticated-read"',
        ],
    },
});
