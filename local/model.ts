/**
 * What the local run serves, as plain data in AWS's own terms: read from the declared stack by `local/plan/`, served by `local/load-balancer/`,
 * `local/user-pool/` and `local/tasks/`. None of the three knows Pulumi, and none knows this project's settings.
 *
 * Host names are already the local ones (`<declared name>.localhost`), ports are the declared ones: only the listening
 * side maps a declared port to a local one.
 */

import type { UserPool } from "./user-pool-model";

export type * from "./user-pool-model";

/** Header names to values that a listener adds to every response (its `routing.http.response.*` attributes). */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** An Application Load Balancer with its attributes. */
export interface LoadBalancer {
    readonly arn: string;
    readonly name: string;
    /** Seconds without a byte in either direction after which a connection is closed. */
    readonly idleTimeout: number;
    /** Drop request headers whose name is not `[-A-Za-z0-9]+` (`routing.http.drop_invalid_header_fields.enabled`). */
    readonly dropInvalidHeaderFields: boolean;
    /** HTTP desync mitigation mode. */
    readonly desyncMitigationMode: "monitor" | "defensive" | "strictest";
    /** Keep the client's Host header as sent, with its port. */
    readonly preserveHostHeader: boolean;
    readonly xffHeaderProcessingMode: "append" | "preserve" | "remove";
    readonly listeners: readonly Listener[];
}

/** A listener with its rules. */
export interface Listener {
    readonly arn: string;
    /** The declared resource's name, for messages. */
    readonly name: string;
    readonly port: number;
    readonly protocol: "HTTP" | "HTTPS";
    /** Name of the security policy, and what it means for a TLS server. HTTPS only. */
    readonly tls?: { readonly policy: string; readonly minVersion: "TLSv1.2" | "TLSv1.3" };
    /** Added to each response of the listener, its own and the target's. */
    readonly responseHeaders: ResponseHeaders;
    /** Sorted by priority, lowest first. */
    readonly rules: readonly ListenerRule[];
    readonly defaultActions: readonly Action[];
}

/** Every action that a listener may take, of its rules and by default. */
export function actionsOf({ rules, defaultActions }: Pick<Listener, "rules" | "defaultActions">): Action[] {
    return [...defaultActions, ...rules.flatMap((rule) => rule.actions)];
}

/** A rule of a listener. */
export interface ListenerRule {
    readonly arn: string;
    readonly name: string;
    readonly priority: number;
    /** All must match. */
    readonly conditions: readonly Condition[];
    /** Authentication first, then one of forward, fixed-response and redirect. */
    readonly actions: readonly Action[];
}

/** A condition matches when any one of its values does. */
export type Condition =
    | { readonly type: "host-header"; readonly values: readonly string[] }
    | { readonly type: "path-pattern"; readonly values: readonly string[] }
    | { readonly type: "http-header"; readonly name: string; readonly values: readonly string[] }
    | { readonly type: "http-request-method"; readonly values: readonly string[] }
    | { readonly type: "query-string"; readonly values: readonly { readonly key?: string; readonly value: string }[] }
    | { readonly type: "source-ip"; readonly values: readonly string[] };

/** What a rule does with a request. */
export type Action = AuthenticateCognito | Forward | FixedResponse | Redirect;

/** Lets signed-in users pass, by a user pool. */
export interface AuthenticateCognito {
    readonly type: "authenticate-cognito";
    readonly userPoolArn: string;
    readonly userPoolClientId: string;
    /** The pool's domain prefix, or the custom domain. */
    readonly userPoolDomain: string;
    /** Space-separated. AWS's default: `openid`. */
    readonly scope: string;
    /** AWS's default: `AWSELBAuthSessionCookie`. */
    readonly sessionCookieName: string;
    /** Seconds. AWS's default: 604,800 (7 days). */
    readonly sessionTimeout: number;
    /** AWS's default: `authenticate`. */
    readonly onUnauthenticatedRequest: "deny" | "allow" | "authenticate";
    readonly authenticationRequestExtraParams: Readonly<Record<string, string>>;
}

/** Sends the request to a target group. */
export interface Forward {
    readonly type: "forward";
    readonly targetGroupArn: string;
}

/** Answers without a target. */
export interface FixedResponse {
    readonly type: "fixed-response";
    readonly statusCode: number;
    /** @default `text/plain` */
    readonly contentType: string;
    readonly messageBody: string;
}

/** Each part may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}`, `#{query}`. */
export interface Redirect {
    readonly type: "redirect";
    readonly statusCode: 301 | 302;
    readonly protocol: string;
    readonly host: string;
    readonly port: string;
    readonly path: string;
    readonly query: string;
}

/** A target group with its attributes. */
export interface TargetGroup {
    readonly arn: string;
    readonly name: string;
    readonly port: number;
    readonly protocol: "HTTP";
    /** Seconds that a deregistered target keeps its requests in flight and its sticky sessions' open connections. */
    readonly deregistrationDelay: number;
    readonly algorithm: "round_robin" | "least_outstanding_requests";
    readonly stickiness:
        | { readonly enabled: false }
        | {
              readonly enabled: true;
              /** Only the load balancer's own cookie (`AWSALB`). */
              readonly type: "lb_cookie";
              /** Seconds. */
              readonly duration: number;
          };
    readonly healthCheck: {
        readonly path: string;
        /** Status codes that count as healthy, such as `200` or `200-299,301`. */
        readonly matcher: string;
        /** Seconds. */
        readonly interval: number;
        /** Seconds. */
        readonly timeout: number;
        readonly healthyThreshold: number;
        readonly unhealthyThreshold: number;
    };
}

/** An ECS service and its one container, as far as one machine can run it. */
export interface Service {
    readonly name: string;
    readonly desiredCount: number;
    /** Most tasks at once, replacements included, in percent of the desired count. AWS's default: 200. */
    readonly maximumPercent: number;
    /** Seconds in which a new task's failing health checks do not stop it. */
    readonly healthCheckGracePeriod: number;
    readonly container: {
        readonly name: string;
        /** The port in the container that the target group sends to. */
        readonly port: number;
        /** Of the container definition, over the image's own. */
        readonly environment: Readonly<Record<string, string>>;
        /** Names of variables whose values AWS keeps (ECS: "Pass sensitive data to an Amazon ECS container"). */
        readonly secrets: readonly string[];
        /** The command that the image or the container definition starts, in exec form. */
        readonly command: readonly string[];
        /** Seconds between SIGTERM and SIGKILL. */
        readonly stopTimeout: number;
    };
    /** What the image is built from. */
    readonly image: {
        /** Absolute path of the build context: the app's folder. */
        readonly context: string;
        readonly dockerfile: string;
        /** Absolute path of the folder that stands for the image's WORKDIR. */
        readonly workingDirectory: string;
        /** Absolute paths of the `requirements.txt` of every image that this one is made from and, last, of the app's folder, where they have one. */
        readonly requirements: readonly string[];
    };
    readonly targetGroupArn: string;
}

/** What the load balancer must know of one user pool client to authenticate with it. */
export interface IdentityProvider {
    /** The `iss` of the pool's tokens. */
    readonly issuer: string;
    /** Seen by the browser. */
    readonly authorizationEndpoint: string;
    /** Called by the load balancer. */
    readonly tokenEndpoint: string;
    /** Called by the load balancer. */
    readonly userInfoEndpoint: string;
    readonly clientId: string;
    readonly clientSecret: string;
}

/** What a schedule of EventBridge Scheduler does: gives rules of the listeners other priorities. */
export interface RuleSchedule {
    /** The declared resource's name. */
    readonly name: string;
    readonly priorities: readonly { readonly arn: string; readonly priority: number }[];
}

/** The local run as a whole. */
export interface Plan {
    readonly region: string;
    readonly loadBalancer: LoadBalancer;
    readonly targetGroups: readonly TargetGroup[];
    readonly services: readonly Service[];
    readonly userPool: UserPool;
    /** In the order of their declaration. */
    readonly schedules: readonly RuleSchedule[];
    /** Local host names that the load balancer answers for and that its certificate must name. */
    readonly hosts: readonly string[];
    /** What of the stack is not served, although somebody might meet it: a sentence each. */
    readonly leftOut: readonly string[];
}
