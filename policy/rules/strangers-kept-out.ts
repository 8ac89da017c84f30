import { referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { show, textAt } from "../../declared/values";
import { isPublicMailDomain } from "../../settings/public-mail-domains";
import type { StackRule } from "../rule";

/** The first asks before an account is made, the second before tokens are: at every sign-in, and at each renewal. */
const triggers = ["preSignUp", "preTokenGeneration"] as const;

/** Everybody at Google could sign in otherwise. Source: Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers". */
export const strangersKeptOut: StackRule = {
    id: "strangers-kept-out",
    scope: "stack",
    description: "Where people of another identity provider sign in, a function of the stack decides who, by a list, at every sign-in.",
    remedy: "Set lambdaConfig.preSignUp and lambdaConfig.preTokenGeneration of the user pool to a function that has the list in ALLOWED_PEOPLE.",
    types: [types.identityProvider],
    *check(provider, stack) {
        const [pool] = referred(stack, provider, ["userPoolId"], types.userPool);
        if (pool === undefined) {
            yield "it is of no user pool of this stack";
            return;
        }
        for (const trigger of triggers) {
            const asked = triggersOf(pool, trigger, stack);
            if (asked.length === 0) {
                yield `nobody is asked about its people: ${trigger} of ${pool.name} is no function of this stack`;
            }
            for (const lambda of asked.filter((each) => !hasList(each))) {
                yield `${lambda.name}, which decides about its people, has no list: ALLOWED_PEOPLE is ${show(listOf(lambda))}`;
            }
            for (const domain of asked.filter(hasList).flatMap(publicDomains)) {
                yield `anybody can have an address of ${domain}, which is on the list`;
            }
        }
    },
};

/** `lambdaConfig` as a whole is unknown until the functions are there; then, they are where its values come from. */
function triggersOf(pool: Resource, trigger: string, stack: Stack): Resource[] {
    return referred(stack, pool, ["lambdaConfig", trigger], types.lambdaFunction);
}

function listOf(lambda: Resource): string | undefined {
    return textAt(lambda.props, "environment", "variables", "ALLOWED_PEOPLE");
}

/** Names and domains, one by one, and no pattern that could stand for more. */
function hasList(lambda: Resource): boolean {
    return /^\["[^"*?]+"(?:,"[^"*?]+")*\]$/.test(listOf(lambda) ?? "");
}

/** Entries that are no addresses, and are for everybody. */
function publicDomains(lambda: Resource): string[] {
    return (JSON.parse(listOf(lambda) ?? "[]") as string[]).filter(isPublicMailDomain);
}
