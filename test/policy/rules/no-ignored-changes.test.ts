import { noIgnoredChanges } from "../../../policy/rules/no-ignored-changes";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(noIgnoredChanges, {
    holds: { "by default": [resource("a:b:C")] },
    violated: { "by the option": [[resource("a:b:C", {}, "it", { ignoreChanges: ["port"] })], 'it ignores changes of ["port"]'] },
});
