import type { DeclaredResource, DeclaredStack } from "../declared";
import type { Listener, RuleSchedule } from "../model";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/** The one call that is served. Source: EventBridge Scheduler User Guide, "Using universal targets". */
const setRulePriorities = "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities";

/**
 * What the schedules of EventBridge Scheduler change of the listeners' rules. When they do makes no difference: a run shows the stack as it is declared, or as it
 * is after one of them. Refuses schedules that do anything else.
 */
export function planSchedules(stack: DeclaredStack, listeners: readonly Listener[], refusals: Refusals): RuleSchedule[] {
    const arns = new Set(listeners.flatMap(({ rules }) => rules.map(({ arn }) => arn)));
    return stack.ofType("aws:scheduler/schedule:Schedule").map((resource) => planSchedule(resource, arns, refusals));
}

function planSchedule(resource: DeclaredResource, arns: ReadonlySet<string>, refusals: Refusals): RuleSchedule {
    const inputs = new Inputs(resource, refusals);
    inputs.noDifference("scheduleExpression", "scheduleExpressionTimezone", "flexibleTimeWindow", "state", "startDate", "endDate");
    inputs.noDifference("actionAfterCompletion", "description", "groupName", "kmsKeyArn", "name", "namePrefix", "region");
    const target = inputs.object("target");
    target?.mustBe(
        "arn",
        setRulePriorities,
        "of what a schedule can call, only SetRulePriorities of Elastic Load Balancing is served here",
    );
    target?.noDifference("roleArn", "retryPolicy", "deadLetterConfig");
    const priorities = prioritiesOf(target?.string("input", ""));
    if (priorities === undefined || priorities.some(({ arn }) => !arns.has(arn))) {
        inputs.refuse("target.input", "must be RulePriorities of declared rules");
    }
    target?.end();
    inputs.end();
    return { name: resource.name, priorities: priorities ?? [] };
}

/** The call's parameters as the API has them (Elastic Load Balancing API Reference, "SetRulePriorities"); undefined for any others. */
function prioritiesOf(text: string | undefined): RuleSchedule["priorities"] | undefined {
    try {
        const { RulePriorities: pairs } = JSON.parse(text ?? "") as { RulePriorities?: unknown };
        const found = (pairs as { RuleArn?: unknown; Priority?: unknown }[]).map(({ RuleArn, Priority }) => ({
            arn: String(RuleArn),
            priority: Number(Priority),
        }));
        return found.length > 0 && found.every(({ priority }) => Number.isInteger(priority)) ? found : undefined;
    } catch {
        return undefined;
    }
}
