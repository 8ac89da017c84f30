import { hostInEveryRule } from "../../../policy/rules/host-in-every-rule";
import { hostIs, listenerRule, pathIs } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(hostInEveryRule, {
    holds: { "for a whole host name": [listenerRule({ conditions: [hostIs("a.example"), pathIs("/*")] })] },
    violated: {
        "by a rule for any host": [[listenerRule({ conditions: [pathIs("/*")] })], "it is for any host"],
        "by a wildcard": [[listenerRule({ conditions: [hostIs("*.example")] })], 'its host "*.example" has a wildcard'],
    },
});
