import { types } from "../../../declared/types";
import { imagesExpire } from "../../../policy/rules/images-expire";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const repository = resource(types.repository, {}, "images");
const policy = (type: string, name = "images-name", tagStatus = "any") =>
    resource(types.lifecyclePolicy, {
        repository: name,
        policy: JSON.stringify({ rules: [{ selection: { tagStatus }, action: { type } }] }),
    });

describeRule(imagesExpire, {
    holds: { "where a policy expires them": [repository, policy("expire")] },
    violated: {
        "by no policy": [[repository], "its images stay for ever"],
        "by the policy of another repository": [[repository, policy("expire", "other")], "its images stay for ever"],
        "by a policy for some tags": [[repository, policy("expire", "images-name", "tagged")], "its images stay for ever"],
        "by a policy that only moves them": [[repository, policy("transition")], "its images stay for ever"],
    },
});
