import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { checkResource, checkRule, type Finding } from "./check";
import { looksAt, type Rule } from "./rule";
import { viewOfArgs, viewOfResources } from "./view/engine";

/**
 * A rule as the Pulumi engine runs it: those about one resource before it is made, those about the stack at the end of a preview or an update.
 */
export function enginePolicy(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
    const about = { name: rule.id, description: rule.description, remediationSteps: rule.remedy };
    if (rule.scope === "stack") {
        return {
            ...about,
            validateStack: ({ resources }, reportViolation) => report(checkRule(rule, viewOfResources(resources)), reportViolation),
        };
    }
    return {
        ...about,
        validateResource: (args, reportViolation) => {
            const resource = viewOfArgs(args);
            if (!looksAt(rule, resource.type)) {
                args.notApplicable(`The rule does not look at ${args.type}.`);
            }
            report(checkResource(rule, resource, { resources: [] }), reportViolation);
        },
    };
}

/**
 * Every violation is reported. What cannot be known yet is thrown on: the SDK makes it a warning that the rule could not be run, which says
 * where, and does not fail the preview; the update itself, which knows, checks again.
 */
function report(findings: readonly Finding[], reportViolation: ReportViolation): void {
    for (const { rule, resource, message } of findings.filter(({ kind }) => kind === "violation")) {
        reportViolation(`${resource.name}: ${message}. ${rule.remedy}`, resource.urn);
    }
    const unknown = findings.filter(({ kind }) => kind === "unknown");
    const causes = unknown.flatMap(({ cause }) => cause ?? []);
    const [first] = causes;
    if (first !== undefined) {
        throw copyOf(first, unknown.map(({ resource, message }) => `${resource.name}: ${message}`).join("; "), causes);
    }
}

/** An error of the same class, by which the SDK tells a warning from a failure; its constructor is not public. */
function copyOf(error: Error, message: string, causes: readonly Error[]): Error {
    const own = { message: { value: message }, cause: { value: new AggregateError(causes, message) } };
    return Object.create(Object.getPrototypeOf(error) as object, { ...Object.getOwnPropertyDescriptors(error), ...own }) as Error;
}
