import { referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show, textAt, textsAt } from "../../declared/values";
import type { StackRule } from "../rule";
import { actionsOf, authenticationOf, forwards, hostsOf, rulesOf } from "../view/listeners";

/** What a rule that signs people in has for its hosts only. */
interface Own {
    readonly client: string | undefined;
    readonly cookie: string | undefined;
    readonly targets: string | undefined;
}

/**
 * Two apps behind one load balancer have nothing in common but the accounts: a session of one that the other took would let people in whom the
 * other does not admit.
 */
export const appsApart: StackRule = {
    id: "apps-apart",
    scope: "stack",
    description:
        "Rules of different hosts share no client, no session cookie and no tasks, and each client sends people back to its rules' host.",
    remedy: "Give each app a user pool client with its own callback, a sessionCookieName and a target group of its own.",
    types: [types.listenerRule],
    *check(rule, stack) {
        const own = ownOf(rule, stack);
        for (const other of rulesOf(stack).filter((each) => hostsOf(each).every((host) => !hostsOf(rule).includes(host)))) {
            const theirs = ownOf(other, stack);
            for (const what of ["client", "cookie", "targets"] as const) {
                if (own[what] !== undefined && own[what] === theirs[what]) {
                    yield `it has the ${what} ${show(own[what])} of ${other.name}, which is for another host`;
                }
            }
        }
        const client = clientOf(rule, stack);
        const callbacks = client === undefined ? [] : textsAt(client.props, "callbackUrls").filter((url) => URL.canParse(url));
        if (callbacks.length > 0 && !hostsOf(rule).every((host) => callbacks.some((url) => new URL(url).host === host))) {
            yield `${client?.name ?? "its client"} sends people back to ${show(callbacks)}`;
        }
    },
};

function ownOf(rule: Resource, stack: Stack): Own {
    const settings = actionsOf(rule)
        .map(authenticationOf)
        .find((each) => each !== undefined);
    const index = actionsIn(rule).findIndex(forwards);
    const [targets] = index < 0 ? [] : referred(stack, rule, ["actions", index, "targetGroupArn"], types.targetGroup);
    return { client: clientOf(rule, stack)?.name, cookie: textAt(settings, "sessionCookieName"), targets: targets?.name };
}

function clientOf(rule: Resource, stack: Stack): Resource | undefined {
    const index = actionsIn(rule).findIndex((action) => at(action, "type") === "authenticate-cognito");
    const path = ["actions", index, "authenticateCognito", "userPoolClientId"];
    return index < 0 ? undefined : referred(stack, rule, path, types.userPoolClient)[0];
}

/** As they are written, which a path into them counts. */
function actionsIn(rule: Resource): readonly unknown[] {
    return (at(rule.props, "actions") ?? []) as readonly unknown[];
}
