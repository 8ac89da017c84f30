import { types } from "../../../declared/types";
import { requiredTags } from "../../../policy/rules/required-tags";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const tags = { "pulumi:project": "project", "pulumi:stack": "dev" };

describeRule(requiredTags, {
    holds: { "for both tags": [resource(types.cluster, { tags: { ...tags, Name: "x" } })], "for what takes none": [resource("a:b:C")] },
    violated: {
        "by none": [[resource(types.cluster)], "the tag pulumi:project is not set", "the tag pulumi:stack is not set"],
        "by another stack's": [[resource(types.cluster, { tags: { ...tags, "pulumi:stack": "prod" } })], 'the tag pulumi:stack is "prod"'],
    },
});
