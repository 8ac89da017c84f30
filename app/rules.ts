import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { scopes } from "./client";
import { showPage } from "./fixed-page";
import type { Priorities } from "./priorities";
import { signedOutPage, signedOutPath } from "./signed-out-page";

/** What the rules know of the listener, the login and the target. */
export interface ListenerRulesArgs {
    /** Listener that gets the rules. */
    readonly listenerArn: pulumi.Input<string>;
    /** The only host name that the rules know. */
    readonly domain: string;
    /** Where a request with a session goes. */
    readonly targetGroupArn: pulumi.Input<string>;
    /** The target group that takes turns with it: ECS changes one rule to shift requests, so that only one may forward. @default there is none */
    readonly alternateTargetGroupArn?: pulumi.Input<string> | undefined;
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
type LoginArgs = Pick<ListenerRulesArgs, "userPoolArn" | "userPoolClientId" | "userPoolDomain" | "sessionCookieName" | "sessionTimeout">;

/** AWS's default, named because the server removes these cookies when somebody signs out. */
export const mainSessionCookieName = "AWSELBAuthSessionCookie";

/** Requests that a page's script makes by itself: Streamlit's websocket and uploads, and the server's question whether the session lives. */
const scriptPaths = ["/_stcore/*", "/_session", "/_session/*"];

type Condition = aws.types.input.lb.ListenerRuleCondition;
type Action = aws.types.input.lb.ListenerRuleAction;

/** The rules of an app. */
export interface ListenerRules {
    /** Every one, in the order of their priorities. */
    readonly all: readonly aws.lb.ListenerRule[];
    /** The only one that forwards, where ECS shifts requests between two target groups; undefined elsewhere. */
    readonly production?: aws.lb.ListenerRule;
}

/**
 * The rules that let requests reach the app, each only with a session, and the one page outside it. They are registered in the order of their
 * priorities.
 */
export function createListenerRules(name: string, args: ListenerRulesArgs, parent: pulumi.Resource): ListenerRules {
    const { domain, listenerArn, priorities, tags } = args;
    const host: Condition = { hostHeader: { values: [domain] } };
    const createRule = (
        role: "signedOut" | "session" | "machine" | "page",
        more: Condition[],
        actions: Action[],
        ignoreChanges: string[] = [],
    ): aws.lb.ListenerRule =>
        new aws.lb.ListenerRule(
            `${name}-${role === "signedOut" ? "signed-out" : role}`,
            { listenerArn, priority: priorities[role], conditions: [host, ...more], actions, tags },
            { parent, ignoreChanges },
        );
    const signedOut = createRule("signedOut", [paths(signedOutPath)], [showPage(1, "200", signedOutPage)]);
    if (args.alternateTargetGroupArn === undefined) {
        // A script cannot follow a redirect to another host's login page; it can tell a 401 from everything else.
        const machine = createRule("machine", [paths(...scriptPaths)], [authenticate("deny", args), forward(args)]);
        return { all: [signedOut, machine, createRule("page", [], [authenticate("authenticate", args), forward(args)])] };
    }
    // Nobody without a session cookie can have a session, so that one rule is enough for all that is forwarded.
    const session = [cookieOf(args)];
    const production = createRule("session", session, [authenticate("authenticate", args), forward(args)], [shiftedByEcs]);
    const machine = createRule("machine", [paths(...scriptPaths)], [authenticate("deny", args), refuse("401", "Unauthorized")]);
    const page = createRule("page", [], [authenticate("authenticate", args), refuse("403", "Forbidden")]);
    return { all: [signedOut, production, machine, page], production };
}

/** Which of the two target groups gets the requests is ECS's to say, and nothing else of the rule. */
const shiftedByEcs = "actions[1].forward.targetGroups";

function paths(...values: string[]): Condition {
    return { pathPattern: { values } };
}

/** Whoever has signed in sends the first shard, whether the session still lives or not: the authentication that follows tells. */
function cookieOf({ sessionCookieName }: ListenerRulesArgs): Condition {
    return { httpHeader: { httpHeaderName: "Cookie", values: [`*${sessionCookieName}-0=*`] } };
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

function forward({ targetGroupArn, alternateTargetGroupArn }: ListenerRulesArgs): Action {
    if (alternateTargetGroupArn === undefined) {
        return { order: 2, type: "forward", targetGroupArn };
    }
    const targetGroups = [
        { arn: targetGroupArn, weight: 100 },
        { arn: alternateTargetGroupArn, weight: 0 },
    ];
    return { order: 2, type: "forward", forward: { targetGroups } };
}

/** What the rules before have left to it are requests without a session, which the authentication before it answers; AWS wants an end all the same. */
function refuse(statusCode: string, messageBody: string): Action {
    return { order: 2, type: "fixed-response", fixedResponse: { statusCode, contentType: "text/plain", messageBody } };
}
