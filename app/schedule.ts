import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trust } from "../iam";
import type { OpeningHours } from "../settings/opening-hours";
import { fixedPage, showPage } from "./fixed-page";
import { closes, hoursText, opens } from "./opening-times";

/** Where the page is shown, and when. */
export interface ScheduleArgs {
    /** Listener of the app's rules. */
    readonly listenerArn: pulumi.Input<string>;
    /** Host name of the app. */
    readonly domain: string;
    /** Asks for a session, as the rule does that forwards pages. */
    readonly authenticate: aws.types.input.lb.ListenerRuleAction;
    /** Priorities of the page's rule: behind the rule that forwards pages while the app is open, before it while it is closed. */
    readonly priorities: { readonly open: number; readonly closed: number };
    /** When the app is open. */
    readonly hours: OpeningHours;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Source: EventBridge Scheduler User Guide, "Using universal targets"; Elastic Load Balancing API Reference, "SetRulePriorities". */
const setRulePriorities = "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities";

/** A change that is late by more than this many seconds is given up: it must not come after the next one. */
const maximumEventAge = 900;

/**
 * A page for those who come while the app is closed, and have a session; without one they get the login page first, as ever. Its rule is declared
 * behind the one that forwards, where no request reaches it: EventBridge Scheduler moves it to the front and back.
 */
export class Schedule extends pulumi.ComponentResource {
    constructor(
        private readonly name: string,
        private readonly args: ScheduleArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:schedule:Schedule", name, {}, options);
        const rule = this.createRule();
        const role = this.createRole();
        const policy = this.allow(role, rule);
        const { hours, priorities } = args;
        this.createSchedule("close", closes(hours), rule, priorities.closed, role, policy);
        this.createSchedule("open", opens(hours), rule, priorities.open, role, policy);
        this.registerOutputs({ rule: rule.arn });
    }

    private createRule(): aws.lb.ListenerRule {
        const { authenticate, domain, hours, listenerArn, priorities, tags } = this.args;
        return new aws.lb.ListenerRule(
            `${this.name}-closed`,
            {
                listenerArn,
                priority: priorities.open,
                conditions: [{ hostHeader: { values: [domain] } }],
                actions: [authenticate, showPage(2, "503", closedPage(hours))],
                tags,
            },
            { parent: this },
        );
    }

    /** Source: EventBridge Scheduler User Guide, "Confused deputy prevention". */
    private createRole(): aws.iam.Role {
        const assumeRolePolicy = trust("scheduler.amazonaws.com", this);
        return new aws.iam.Role(`${this.name}-scheduler`, { assumeRolePolicy, tags: this.args.tags }, { parent: this });
    }

    private allow(role: aws.iam.Role, rule: aws.lb.ListenerRule): aws.iam.RolePolicy {
        const policy = policyDocument({ Effect: "Allow", Action: "elasticloadbalancing:SetRulePriorities", Resource: rule.arn });
        return new aws.iam.RolePolicy(`${this.name}-scheduler`, { role: role.name, policy }, { parent: this });
    }

    private createSchedule(
        what: string,
        scheduleExpression: string,
        rule: aws.lb.ListenerRule,
        priority: number,
        role: aws.iam.Role,
        policy: aws.iam.RolePolicy,
    ): void {
        new aws.scheduler.Schedule(
            `${this.name}-${what}`,
            {
                scheduleExpression,
                scheduleExpressionTimezone: this.args.hours.timezone,
                flexibleTimeWindow: { mode: "OFF" },
                target: {
                    arn: setRulePriorities,
                    roleArn: role.arn,
                    input: pulumi.jsonStringify({ RulePriorities: [{ RuleArn: rule.arn, Priority: priority }] }),
                    retryPolicy: { maximumEventAgeInSeconds: maximumEventAge, maximumRetryAttempts: 10 },
                },
            },
            { parent: this, dependsOn: [policy] },
        );
    }
}

/** What a person sees while the app is closed. */
export function closedPage(hours: OpeningHours): string {
    return fixedPage("Closed", `<h1>This app is closed now</h1><p>It is open ${hoursText(hours)}<br>(${hours.timezone}).</p>`);
}
