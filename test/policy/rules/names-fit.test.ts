import { types } from "../../../declared/types";
import { namesFit } from "../../../policy/rules/names-fit";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const long = "a".repeat(25);

describeRule(namesFit, {
    holds: {
        "for 32 characters with the suffix": [resource(types.loadBalancer, {}, "a".repeat(24))],
        "for a name of one's own": [resource(types.loadBalancer, { name: "a".repeat(32) }, long)],
    },
    violated: {
        "by a long logical name": [
            [resource(types.loadBalancer, {}, long)],
            `${long}-0123abc is no name of 32 characters or fewer that AWS takes`,
        ],
        "by a name of one's own": [
            [resource(types.targetGroup, { name: "under_score" })],
            "under_score is no name of 32 characters or fewer that AWS takes",
        ],
        "by capitals in a repository": [
            [resource(types.repository, {}, "App")],
            "App-0123abc is no name of 256 characters or fewer that AWS takes",
        ],
    },
});
