import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { scopes } from "./auth";
import { signedOutPage, signedOutPath } from "./signed-out-page";

export interface RulesArgs {
    readonly listenerArn: pulumi.Input<string>;
    /** The only host name that the rules know. */
    readonly domain: string;
    readonly targetGroupArn: pulumi.Input<string>;
    readonly userPoolArn: pulumi.Input<string>;
    readonly userPoolClientId: pulumi.Input<string>;
    /** Cognito domain prefix. */
    readonly userPoolDomain: pulumi.Input<string>;
    /** Seconds from sign-in to the next one. */
    readonly sessionTimeout: number;
    readonly tags: Readonly<Record<string, string>>;
}

/** AWS's default, named because the server removes these cookies when somebody signs out. */
export const sessionCookieName = "AWSELBAuthSessionCookie";

/** Requests that a page's script makes by itself: Streamlit's websocket and uploads, and the server's question whether the session lives. */
const machinePaths = ["/_stcore/*", "/_session", "/_session/*"];

/**
 * The rules that let requests reach the app, each only with a session, and the one page outside it. They are registered in the order of their
 * priorities, which leave room for rules between them.
 */
export function createRules(name: string, args: RulesArgs, parent: pulumi.Resource): aws.lb.ListenerRule[] {
    const host = { hostHeader: { values: [args.domain] } };
    return [
        createSignedOutRule(`${name}-signed-out`, 50, host, args, parent),
        // A script cannot follow a redirect to another host's login page; it can tell a 401 from everything else.
        createRule(`${name}-machine`, 100, [host, { pathPattern: { values: machinePaths } }], "deny", args, parent),
        createRule(`${name}-page`, 200, [host], "authenticate", args, parent),
    ];
}

function createRule(
    name: string,
    priority: number,
    conditions: aws.types.input.lb.ListenerRuleCondition[],
    onUnauthenticatedRequest: "authenticate" | "deny",
    args: RulesArgs,
    parent: pulumi.Resource,
): aws.lb.ListenerRule {
    return new aws.lb.ListenerRule(
        name,
        {
            listenerArn: args.listenerArn,
            priority,
            conditions,
            actions: [
                {
                    order: 1,
                    type: "authenticate-cognito",
                    authenticateCognito: {
                        userPoolArn: args.userPoolArn,
                        userPoolClientId: args.userPoolClientId,
                        userPoolDomain: args.userPoolDomain,
                        scope: scopes.join(" "),
                        sessionCookieName,
                        sessionTimeout: args.sessionTimeout,
                        onUnauthenticatedRequest,
                    },
                },
                { order: 2, type: "forward", targetGroupArn: args.targetGroupArn },
            ],
            tags: args.tags,
        },
        { parent },
    );
}

/** A page of the load balancer's own: no task sees the request. */
function createSignedOutRule(
    name: string,
    priority: number,
    host: aws.types.input.lb.ListenerRuleCondition,
    args: RulesArgs,
    parent: pulumi.Resource,
): aws.lb.ListenerRule {
    return new aws.lb.ListenerRule(
        name,
        {
            listenerArn: args.listenerArn,
            priority,
            conditions: [host, { pathPattern: { values: [signedOutPath] } }],
            actions: [
                {
                    order: 1,
                    type: "fixed-response",
                    fixedResponse: { statusCode: "200", contentType: "text/html", messageBody: signedOutPage },
                },
            ],
            tags: args.tags,
        },
        { parent },
    );
}
