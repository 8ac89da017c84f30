import { types } from "../../../declared/types";
import type { DeclaredStack } from "../../../local/declared";
import { edit, option, stateOf, under, whatever, type Mutation } from "../mutation";

const service = [types.awsxFargateService, "streamlit"] as const;
const session = [types.listenerRule, "streamlit-session"] as const;
const machine = [types.listenerRule, "streamlit-machine"] as const;
const page = [types.listenerRule, "streamlit-page"] as const;
const role = [types.role, "streamlit-blue-green-role"] as const;
const policy = [types.rolePolicy, "streamlit-blue-green-policy"] as const;
const blue = [types.targetGroup, "streamlit-tasks"] as const;
const green = [types.targetGroup, "streamlit-green"] as const;

/** Blue/green deployments. */
export const deploymentMutations: readonly Mutation[] = under({ deployment: "blueGreen" }, [
    edit("let the shifted rule forward without a login", "authenticate-before-forward", session, ["actions", 0], whatever, undefined),
    edit(
        "let whoever sends a cookie through",
        "unauthenticated-refused",
        session,
        ["actions", 0, "authenticateCognito", "onUnauthenticatedRequest"],
        "authenticate",
        "allow",
    ),
    edit("opened the page that asks for the login", "open-pages-are-exact", page, ["actions", 0], whatever, undefined),
    edit(
        "let scripts past the rule that is shifted",
        "blue-green-shifts-all",
        machine,
        ["actions", 1],
        whatever,
        (stack: DeclaredStack) => ({
            order: 2,
            type: "forward",
            targetGroupArn: stack.one(...blue).state["arn"],
        }),
    ),
    edit(
        "had another rule shifted",
        "blue-green-shifts-all",
        service,
        ["loadBalancers", 0, "advancedConfiguration", "productionListenerRule"],
        whatever,
        stateOf(page, "arn"),
    ),
    edit("let old tasks go at once in one of the two target groups", "blue-green-shifts-all", green, ["deregistrationDelay"], 30, 0),
    edit("let a version stay that answers with errors", "blue-green-shifts-all", service, ["alarms", "rollback"], true, false),
    edit("rolled back on no alarm", "blue-green-shifts-all", service, ["alarms", "alarmNames"], whatever, []),
    option("ignored what somebody does to the shifted rule's login", "no-ignored-changes", session, { ignoreChanges: ["actions"] }),
    edit(
        "took what scripts ask for to the login page",
        "cookie-conditions",
        session,
        ["conditions", 1, "httpHeader", "values", 0],
        "*AWSELBAuthSessionCookie-0=*",
        "*",
    ),
    edit(
        "shifted requests to somebody else's tasks",
        "own-target-groups",
        session,
        ["actions", 1, "forward", "targetGroups", 1, "arn"],
        whatever,
        "arn:aws:elasticloadbalancing:us-east-1:999999999999:targetgroup/evil/1",
    ),
    edit("let ECS change every rule", "no-wildcard-resource", policy, ["policy", "Statement", 2, "Resource"], whatever, "*"),
    edit(
        "let ECS change rules on behalf of anybody",
        "role-trust",
        role,
        ["assumeRolePolicy", "Statement", 0, "Condition"],
        whatever,
        undefined,
    ),
]);
