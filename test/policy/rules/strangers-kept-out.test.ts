import { types } from "../../../declared/types";
import { strangersKeptOut } from "../../../policy/rules/strangers-kept-out";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const lambda = (list?: string) => resource(types.lambdaFunction, { environment: { variables: { ALLOWED_PEOPLE: list } } }, "people");
const pool = (lambdaConfig?: object) => resource(types.userPool, { lambdaConfig }, "users");
const provider = resource(types.identityProvider, { userPoolId: "users-id" }, "google");
const both = { preSignUp: "people-arn", preTokenGeneration: "people-arn" };
const right = lambda('["example.com"]');

const notAsked = (trigger: string): string => `nobody is asked about its people: ${trigger} of users is no function of this stack`;
const noList = (list: string): string => `people, which decides about its people, has no list: ALLOWED_PEOPLE is ${list}`;

describeRule(strangersKeptOut, {
    holds: {
        "where a function is asked before both": [provider, pool(both), right],
        "for a list of several": [provider, pool(both), lambda('["example.com","ada@example.org"]')],
        "where nobody comes from elsewhere": [pool()],
    },
    violated: {
        "without triggers": [[provider, pool(), right], notAsked("preSignUp"), notAsked("preTokenGeneration")],
        "where only the first sign-in is looked at": [[provider, pool({ preSignUp: "people-arn" }), right], notAsked("preTokenGeneration")],
        "where accounts are made unasked": [[provider, pool({ preTokenGeneration: "people-arn" }), right], notAsked("preSignUp")],
        "by a domain where anybody can have an address": [
            [provider, pool(both), lambda('["example.com","GMail.com","ada@gmail.com"]')],
            ...Array<string>(2).fill("anybody can have an address of GMail.com, which is on the list"),
        ],
        "by a function of somebody else": [
            [provider, pool({ ...both, preSignUp: "arn:aws:lambda:us-east-1:999999999999:function:x" }), right],
            notAsked("preSignUp"),
        ],
        "in another pool": [
            [resource(types.identityProvider, { userPoolId: "other" }), pool(both), right],
            "it is of no user pool of this stack",
        ],
        ...Object.fromEntries(
            [undefined, "[]", "*", '["*"]', '["*.example.com"]', '[""]', '["example.com",""]'].map((list) => {
                const message = noList(list === undefined ? "not set" : JSON.stringify(list));
                return [`by the list ${list ?? "that is not there"}`, [[provider, pool(both), lambda(list)], message, message]] as const;
            }),
        ),
    },
});
