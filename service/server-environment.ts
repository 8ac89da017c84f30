import * as pulumi from "@pulumi/pulumi";
import { signedOutPath } from "../app/signed-out-page";

/** Who the server is to believe, and for how long. */
export interface ServerEnvironmentArgs {
    /** AWS region of the stack. */
    readonly region: string;
    /** Host name of the app. */
    readonly domain: string;
    /** The only load balancer whose signature counts. */
    readonly loadBalancerArn: pulumi.Input<string>;
    /** The only user pool whose access tokens count. */
    readonly userPoolId: pulumi.Input<string>;
    /** The load balancer's client in it. */
    readonly userPoolClientId: pulumi.Input<string>;
    /** Where the login page is served. */
    readonly loginUrl: pulumi.Input<string>;
    /** Name of the load balancer's session cookie, without its shard's number. */
    readonly sessionCookieName: string;
    /** Seconds from sign-in to the next one. */
    readonly sessionTimeout: number;
    /** Group to the pages that only it may open. */
    readonly groups: Readonly<Record<string, readonly string[]>>;
    /** Only accounts in one of these groups may open the app at all. @default everyone who can sign in may */
    readonly appGroups?: readonly string[] | undefined;
}

/** What the server around the app must know to believe nobody but this stack's load balancer; see `server/`. */
export function serverEnvironment(args: ServerEnvironmentArgs): { name: string; value: pulumi.Input<string> }[] {
    const { region, domain, userPoolId } = args;
    const variables = {
        ALB_ARN: args.loadBalancerArn,
        ALB_PUBLIC_KEYS_URL: `https://public-keys.auth.elb.${region}.amazonaws.com`,
        COGNITO_USER_POOL_ID: userPoolId,
        COGNITO_CLIENT_ID: args.userPoolClientId,
        COGNITO_JWKS_URL: pulumi.interpolate`https://cognito-idp.${region}.amazonaws.com/${userPoolId}/.well-known/jwks.json`,
        COGNITO_LOGIN_URL: args.loginUrl,
        APP_URL: `https://${domain}`,
        // Where Cognito's logout leads: one of the client's logout URLs.
        SIGNED_OUT_URL: `https://${domain}${signedOutPath}`,
        SESSION_COOKIE_NAME: args.sessionCookieName,
        SESSION_TIMEOUT: String(args.sessionTimeout),
        PAGE_GROUPS: JSON.stringify(groupsOfPages(args.groups)),
        ...(args.appGroups === undefined ? {} : { APP_GROUPS: JSON.stringify(args.appGroups) }),
    };
    return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

/** Page to the groups that may open it, in the order in which the groups name it. */
function groupsOfPages(groups: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
    const pages = new Map<string, string[]>();
    for (const [group, itsPages] of Object.entries(groups)) {
        itsPages.forEach((page) => pages.set(page, [...(pages.get(page) ?? []), group]));
    }
    return Object.fromEntries(pages);
}
