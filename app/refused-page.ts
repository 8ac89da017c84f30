import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { fixedPage, showPage } from "./fixed-page";

/** Where the page is shown. */
export interface RefusedPageArgs {
    /** Listener of the app's rules. */
    readonly listenerArn: pulumi.Input<string>;
    /** Host name of the app. */
    readonly domain: string;
    /** Place of the page's rule: before all that ask for a session. */
    readonly priority: number;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Where Cognito sends people back to. Source: "Authenticate users using an Application Load Balancer", Prepare to use Amazon Cognito. */
const callbackPath = "/oauth2/idpresponse";

/**
 * How Cognito begins what it says there of somebody whom the pool's trigger refuses an account, or tokens; the trigger's own words follow. Published
 * by many, and nothing to rely on: Cognito Developer Guide, "Managed login and federation error responses". Of any other wording the load balancer
 * makes the error that it is without this page.
 */
const refusals = ["PreSignUp*", "PreTokenGeneration*"].map((value) => ({ key: "error_description", value }));

/** What a person sees who came from another directory and is not on the owner's list. */
export const refusedPage = fixedPage(
    "Not allowed",
    "<h1>You may not use this app</h1><p>Ask its owner to allow your address.</p>",
    "Sign in with another account",
);

/**
 * The page for those whom the pool's trigger refuses. Without it, the load balancer takes the refusal for a failure of the login: an empty page of its own,
 * with the status 561, which counts among its errors.
 */
export function createRefusedPage(name: string, args: RefusedPageArgs, parent: pulumi.Resource): aws.lb.ListenerRule {
    const { domain, listenerArn, priority, tags } = args;
    return new aws.lb.ListenerRule(
        `${name}-refused`,
        {
            listenerArn,
            priority,
            conditions: [{ hostHeader: { values: [domain] } }, { pathPattern: { values: [callbackPath] } }, { queryStrings: refusals }],
            actions: [showPage(1, "403", refusedPage)],
            tags,
        },
        { parent },
    );
}
