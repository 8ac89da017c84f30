import { ofType, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, numberAt, textsAt } from "../../declared/values";

/** The load balancer's own path. Source: "Authenticate users using an Application Load Balancer", Prepare to use Amazon Cognito. */
export const callbackPath = "/oauth2/idpresponse";

/** A listener's default actions or a rule's actions, in the order in which the load balancer takes them. */
export function actionsOf({ props, type }: Resource): readonly unknown[] {
    const actions = listAt(props, type === types.listener ? "defaultActions" : "actions");
    const place = (action: unknown, index: number): number => {
        const order = numberAt(action, "order");
        return Number.isNaN(order) ? index : order;
    };
    return actions
        .map((action, index) => ({ action, place: place(action, index) }))
        .sort((one, other) => one.place - other.place)
        .map(({ action }) => action);
}

/** What an action asks of a session: the settings of `authenticate-cognito` or `authenticate-oidc`; undefined for other actions. */
export function authenticationOf(action: unknown): unknown {
    switch (at(action, "type")) {
        case "authenticate-cognito":
            return at(action, "authenticateCognito") ?? {};
        case "authenticate-oidc":
            return at(action, "authenticateOidc") ?? {};
        default:
            return undefined;
    }
}

/** The settings of every authenticating action of a listener or a rule. */
export function authenticationsOf(resource: Resource): readonly unknown[] {
    return actionsOf(resource)
        .map(authenticationOf)
        .filter((settings) => settings !== undefined);
}

/** Whether an action sends the request to a target. */
export function forwards(action: unknown): boolean {
    return at(action, "type") === "forward";
}

/** Whether a request reaches a target by this listener or rule. */
export function isForwarding(resource: Resource): boolean {
    return actionsOf(resource).some(forwards);
}

/** Whether all that a rule does is to send people to HTTPS at the host that they asked for. */
export function onlyRedirectsToOwnHost(rule: Resource): boolean {
    const [action, ...more] = actionsOf(rule);
    const { protocol, host, statusCode } = (at(action, "redirect") ?? {}) as Readonly<Record<string, unknown>>;
    const isOwn = hostsOf(rule).includes(String(host)) && hostsOf(rule).length === 1;
    return at(action, "type") === "redirect" && more.length === 0 && protocol === "HTTPS" && statusCode === "HTTP_301" && isOwn;
}

/** Host names that a rule's condition admits; empty where it admits any. */
export function hostsOf(rule: Resource): readonly string[] {
    return listAt(rule.props, "conditions").flatMap((condition) => textsAt(condition, "hostHeader", "values"));
}

/** Path patterns that a rule's condition admits; empty where it admits any. */
export function pathsOf(rule: Resource): readonly string[] {
    return listAt(rule.props, "conditions").flatMap((condition) => textsAt(condition, "pathPattern", "values"));
}

/** Every listener rule of the stack. */
export function rulesOf(stack: Stack): Resource[] {
    return ofType(stack, types.listenerRule);
}

/** Whether whatever matches one pattern matches the other: `*` is any text, `?` one character. */
export function covers(pattern: string, other: string): boolean {
    const source = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
    return new RegExp(`^${source.replaceAll("*", ".*").replaceAll("?", "[^*]")}$`, "u").test(other);
}
