import { types } from "../../../declared/types";
import { ownTriggers } from "../../../policy/rules/own-triggers";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const asked = (props: object = {}) => {
    const code = { assets: { "people.mjs": { path: "./triggers/people.mjs" } } };
    return resource(types.lambdaFunction, { handler: "people.handler", code, ...props }, "people");
};
const lambda = asked();
const pool = (lambdaConfig?: object) => resource(types.userPool, { lambdaConfig }, "users");
const permission = (props: object = {}) =>
    resource(types.lambdaPermission, { function: "people-name", principal: "cognito-idp.amazonaws.com", sourceArn: "users-arn", ...props });
const own = pool({ preSignUp: "people-arn" });
const mayNot = "it may not call people, its trigger preSignUp: nobody can sign in";
const anyPool = "it is for no user pool of this stack: any other could call the function";

describeRule(ownTriggers, {
    holds: {
        "for a function of the stack, which the pool may call": [lambda, own, permission()],
        "for a file that the engine has as a promise": [asked({ code: { assets: Promise.resolve({}) } }), own, permission()],
        "for a pool without triggers": [pool()],
    },
    violated: {
        "by somebody else's function": [
            [lambda, pool({ preSignUp: "people-arn", customMessage: "arn:other" }), permission()],
            "customMessage is no function of this stack",
        ],
        "by a file from elsewhere": [
            [asked({ code: { assets: { "people.mjs": { path: "/tmp/evil.mjs" } } } }), own, permission()],
            "people, its trigger preSignUp, is no function of a file in triggers/",
        ],
        "by what is no handler": [
            [asked({ handler: "people.letEverybodyIn" }), own, permission()],
            "people, its trigger preSignUp, is no function of a file in triggers/",
        ],
        "without a permission": [[lambda, own], mayNot],
        "by a permission for another function": [[lambda, own, permission({ function: "other" })], mayNot],
        "by a permission for another pool": [[lambda, own, permission({ sourceArn: "arn:other" })], mayNot, anyPool],
        "by a permission for any pool": [[lambda, own, permission({ sourceArn: undefined })], mayNot, anyPool],
        "by a permission for everyone": [[lambda, own, permission({ principal: "*" })], 'it lets "*" call the function'],
        "by a permission for an address of its own": [
            [lambda, own, permission({ functionUrlAuthType: "NONE" })],
            'it lets "cognito-idp.amazonaws.com" call the function',
        ],
    },
});
