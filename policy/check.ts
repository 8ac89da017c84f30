import type { Resource, Stack } from "../declared/resource";
import { isUnknownValue } from "../declared/values";
import { looksAt, type Rule } from "./rule";

/** What came of checking one rule against one resource. */
export interface Finding {
    readonly rule: Rule;
    readonly resource: Resource;
    /** What is wrong, or what could not be known. */
    readonly message: string;
    /** `unknown`: a value that the rule needs is not known before the deployment; neither right nor wrong. */
    readonly kind: "violation" | "unknown";
    /** What was thrown by the reading of an unknown value. */
    readonly cause?: Error;
}

/** Checks one rule against one resource of a stack. */
export function checkResource(rule: Rule, resource: Resource, stack: Stack): Finding[] {
    const findings: Finding[] = [];
    try {
        const messages = rule.scope === "resource" ? rule.check(resource) : rule.check(resource, stack);
        // One by one: what was found before an unknown value stays found.
        for (const message of messages) {
            findings.push({ rule, resource, message, kind: "violation" });
        }
    } catch (error) {
        if (!isUnknownValue(error)) {
            throw error;
        }
        findings.push({ rule, resource, message: error.message, kind: "unknown", cause: error });
    }
    return findings;
}

/** Checks one rule against every resource that it looks at: one resource with unknown values hides no other. */
export function checkRule(rule: Rule, stack: Stack): Finding[] {
    return stack.resources.filter(({ type }) => looksAt(rule, type)).flatMap((resource) => checkResource(rule, resource, stack));
}
