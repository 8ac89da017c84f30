import type { Action, AuthenticateCognito, Condition, ListenerRule, TargetGroup } from "../../local/model";

export const groupArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/app/1";
export const loadBalancerArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/lb/1";
export const forwardAction: Action = { type: "forward", targetGroupArn: groupArn };

export function authenticate(changes: Partial<AuthenticateCognito> = {}): AuthenticateCognito {
    return {
        type: "authenticate-cognito",
        userPoolArn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_1",
        userPoolClientId: "client-1",
        userPoolDomain: "login",
        scope: "openid email",
        sessionCookieName: "AWSELBAuthSessionCookie",
        sessionTimeout: 604_800,
        onUnauthenticatedRequest: "authenticate",
        authenticationRequestExtraParams: {},
        ...changes,
    };
}

export function rule(priority: number, conditions: readonly Condition[], ...actions: Action[]): ListenerRule {
    return { arn: `rule-${priority}`, name: `rule-${priority}`, priority, conditions, actions };
}

export function targetGroup(changes: Partial<TargetGroup> = {}): TargetGroup {
    return {
        arn: groupArn,
        name: "app",
        port: 8501,
        protocol: "HTTP",
        deregistrationDelay: 30,
        algorithm: "round_robin",
        stickiness: { enabled: false },
        healthCheck: { path: "/health", matcher: "200", interval: 0.03, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
        ...changes,
    };
}
