import { types } from "../../../declared/types";
import { noIgnoredChanges } from "../../../policy/rules/no-ignored-changes";
import { resource, service } from "../support/resources";
import { describeRule } from "../support/rule";

const ecs = (...ignoreChanges: string[]) => resource(types.service, { name: "streamlit-0123abc" }, "service", { ignoreChanges });
const target = (service: string) => resource(types.scalableTarget, { resourceId: `service/cluster/${service}` }, "target");
const shifted = "actions[1].forward.targetGroups";
const rule = (...ignoreChanges: string[]) => resource(types.listenerRule, {}, "session", { ignoreChanges });
const blueGreen = service({ loadBalancers: [{ advancedConfiguration: { productionListenerRule: "session-arn" } }] });

describeRule(noIgnoredChanges, {
    holds: {
        "by default": [resource("a:b:C")],
        "for the number of tasks of a service that is scaled": [ecs("desiredCount"), target("streamlit-0123abc")],
        "for the target groups that a blue/green deployment shifts requests between": [rule(shifted), blueGreen],
    },
    violated: {
        "for the target groups of a rule that nothing shifts": [[rule(shifted), service()], `it ignores changes of ["${shifted}"]`],
        "for the login of the rule that is shifted": [
            [rule(shifted, "actions[0].authenticateCognito"), blueGreen],
            'it ignores changes of ["actions[0].authenticateCognito"]',
        ],
        "for all that the rule does": [[rule("actions"), blueGreen], 'it ignores changes of ["actions"]'],
        "by the option": [[resource("a:b:C", {}, "it", { ignoreChanges: ["port"] })], 'it ignores changes of ["port"]'],
        "for the number of tasks that nothing scales": [[ecs("desiredCount")], 'it ignores changes of ["desiredCount"]'],
        "for the number of tasks where another service is scaled": [
            [ecs("desiredCount"), target("other-0123abc")],
            'it ignores changes of ["desiredCount"]',
        ],
        "for anything else of a service that is scaled": [
            [ecs("desiredCount", "taskDefinition"), target("streamlit-0123abc")],
            'it ignores changes of ["taskDefinition"]',
        ],
        "for a property of that name of something else": [
            [resource("a:b:C", { name: "streamlit-0123abc" }, "it", { ignoreChanges: ["desiredCount"] }), target("streamlit-0123abc")],
            'it ignores changes of ["desiredCount"]',
        ],
    },
});
