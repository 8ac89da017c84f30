import { types } from "../../../declared/types";
import { knownTypes } from "../../../policy/rules/known-types";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

describeRule(knownTypes, {
    holds: {
        "for what the rules look at": Object.values(types).map((type) => resource(type)),
        "for what awsx makes": [resource("aws:ec2/subnet:Subnet"), resource("aws:ec2/route:Route")],
        "for components of the program": [resource("streamlit-cognito:auth:Auth")],
        "for a provider": [resource("pulumi:providers:aws")],
    },
    violated: {
        "by another way to a function": [
            [resource("aws:lambda/functionUrl:FunctionUrl")],
            "no rule looks at aws:lambda/functionUrl:FunctionUrl",
        ],
        "by a component whose parts may not show": [
            [resource("awsx:lb:ApplicationLoadBalancer")],
            "no rule looks at awsx:lb:ApplicationLoadBalancer",
        ],
        "by a type that only begins like a known one": [[resource("aws:ec2/vpc:Vpc2")], "no rule looks at aws:ec2/vpc:Vpc2"],
    },
});
