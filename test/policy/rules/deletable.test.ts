import { types } from "../../../declared/types";
import { deletable } from "../../../policy/rules/deletable";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(deletable, {
    holds: {
        "for what goes by itself": [
            resource(types.loadBalancer, { enableDeletionProtection: false }),
            resource(types.userPool, { deletionProtection: "INACTIVE" }),
            resource(types.repository, { forceDelete: true }),
        ],
        "for a load balancer and a user pool that both AWS and Pulumi keep": [
            resource(types.loadBalancer, { enableDeletionProtection: true }, "it", { protect: true }),
            resource(types.userPool, { deletionProtection: "ACTIVE" }, "users", { protect: true }),
        ],
    },
    violated: {
        "by a load balancer that stays": [
            [resource(types.loadBalancer, { enableDeletionProtection: true })],
            "enableDeletionProtection is true",
        ],
        "by a user pool that stays": [[resource(types.userPool, { deletionProtection: "ACTIVE" })], 'deletionProtection is "ACTIVE"'],
        "by a log group that stays": [[resource(types.logGroup, { skipDestroy: true })], "skipDestroy is true"],
        "by images in a repository": [[resource(types.repository)], "forceDelete is not set"],
        "by files in a bucket": [[resource(types.bucket, { forceDestroy: false })], "forceDestroy is false"],
        "by what only Pulumi keeps": [
            [resource(types.userPool, { deletionProtection: "INACTIVE" }, "it", { protect: true })],
            "it is protected",
        ],
        "by another input beside the protection": [
            [resource(types.loadBalancer, { enableDeletionProtection: true, skipDestroy: true }, "it", { protect: true })],
            "skipDestroy is true",
        ],
        "by retainOnDelete beside the protection": [
            [resource(types.userPool, { deletionProtection: "ACTIVE" }, "it", { protect: true, retainOnDelete: true })],
            "it is kept when it is deleted",
        ],
        "by the option protect": [[resource("a:b:C", {}, "it", { protect: true })], "it is protected"],
        "by the option retainOnDelete": [[resource("a:b:C", {}, "it", { retainOnDelete: true })], "it is kept when it is deleted"],
    },
});
