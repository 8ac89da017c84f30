import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { scopes } from "./client";
import type { Priorities } from "./priorities";
import { signedOutPage, signedOutPath } from "./signed-out-page";

/** What the rules know of the listener, the login and the target. */
export interface RulesArgs {
    /** Listener that gets the rules. */
    readonly listenerArn: pulumi.Input<string>;
    /** The only host name that the rules know. */
    readonly domain: string;
    /** Where a request with a session goes. */
    readonly targetGroupArn: pulumi.Input<string>;
    /** User pool of those who may sign in. */
    readonly userPoolArn: pulumi.Input<string>;
    /** The load balancer's client in it. */
    readonly userPoolClientId: pulumi.Input<string>;
    /** Cognito domain prefix. */
    readonly userPoolDomain: pulumi.Input<string>;
    /** Places of the rules among the listener's. */
    readonly priorities: Priorities;
    /** Name of the load balancer's session cookie, without its shard's number. */
    readonly sessionCookieName: string;
    /** Seconds from sign-in to the next one. */
    readonly sessionTimeout: number;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** What an action knows that asks for a session. */
type LoginArgs = Pick<RulesArgs, "userPoolArn" | "userPoolClientId" | "userPoolDomain" | "sessionCookieName" | "sessionTimeout">;

/** AWS's default, named because the server removes these cookies when somebody signs out. */
export const mainSessionCookieName = "AWSELBAuthSessionCookie";

/** Requests that a page's script makes by itself: Streamlit's websocket and uploads, and the server's question whether the session lives. */
const scriptPaths = ["/_stcore/*", "/_session", "/_session/*"];

type Condition = aws.types.input.lb.ListenerRuleCondition;
type Action = aws.types.input.lb.ListenerRuleAction;

/**
 * The rules that let requests reach the app, each only with a session, and the one page outside it. They are registered in the order of their
 * priorities.
 */
export function createRules(name: string, args: RulesArgs, parent: pulumi.Resource): aws.lb.ListenerRule[] {
    const { domain, listenerArn, priorities, tags } = args;
    const createRule = (role: string, priority: number, paths: string[], actions: Action[]): aws.lb.ListenerRule => {
        const conditions: Condition[] = [
            { hostHeader: { values: [domain] } },
            ...(paths.length === 0 ? [] : [{ pathPattern: { values: paths } }]),
        ];
        return new aws.lb.ListenerRule(`${name}-${role}`, { listenerArn, priority, conditions, actions, tags }, { parent });
    };
    return [
        createRule("signed-out", priorities.signedOut, [signedOutPath], showSignedOutPage()),
        // A script cannot follow a redirect to another host's login page; it can tell a 401 from everything else.
        createRule("machine", priorities.machine, scriptPaths, forwardWithSession("deny", args)),
        createRule("page", priorities.page, [], forwardWithSession("authenticate", args)),
    ];
}

function forwardWithSession(onUnauthenticatedRequest: "authenticate" | "deny", args: RulesArgs): Action[] {
    return [authenticate(onUnauthenticatedRequest, args), { order: 2, type: "forward", targetGroupArn: args.targetGroupArn }];
}

/** The first action of every rule that is not for everybody: it asks for a session. */
export function authenticate(onUnauthenticatedRequest: "authenticate" | "deny", args: LoginArgs): Action {
    return {
        order: 1,
        type: "authenticate-cognito",
        authenticateCognito: {
            userPoolArn: args.userPoolArn,
            userPoolClientId: args.userPoolClientId,
            userPoolDomain: args.userPoolDomain,
            scope: scopes.join(" "),
            sessionCookieName: args.sessionCookieName,
            sessionTimeout: args.sessionTimeout,
            onUnauthenticatedRequest,
        },
    };
}

/** A page of the load balancer's own: no task sees the request. */
function showSignedOutPage(): Action[] {
    const fixedResponse = { statusCode: "200", contentType: "text/html", messageBody: signedOutPage };
    return [{ order: 1, type: "fixed-response", fixedResponse }];
}
