import type { Condition } from "../model";
import { localHost } from "./hosts";
import type { Inputs } from "./inputs";

/**
 * The conditions of a rule (AWS: "Condition types for listener rules"). A rule of AWS's has at least one. Host names become local
 * ones; source addresses stay, so that a rule for an office's network does not match here, where every client is 127.0.0.1.
 */
export function planConditions(rule: Inputs): Condition[] {
    const conditions = rule.objects("conditions").flatMap(planCondition);
    if (conditions.length === 0) {
        rule.refuse("conditions", "a rule needs at least one that is served here");
    }
    return conditions;
}

/** One object of the program's list; AWS allows one kind in each, and more than one here would have to match together, too. */
function planCondition(inputs: Inputs): Condition[] {
    const conditions: Condition[] = [];
    const hostHeader = patterns(inputs, "hostHeader");
    if (hostHeader !== undefined) {
        conditions.push({ type: "host-header", values: hostHeader.map((pattern) => localHost(pattern)) });
    }
    const pathPattern = patterns(inputs, "pathPattern");
    if (pathPattern !== undefined) {
        conditions.push({ type: "path-pattern", values: pathPattern });
    }
    const header = inputs.object("httpHeader");
    if (header !== undefined) {
        conditions.push({ type: "http-header", name: header.string("httpHeaderName", ""), values: values(header) });
    }
    const method = patterns(inputs, "httpRequestMethod");
    if (method !== undefined) {
        conditions.push({ type: "http-request-method", values: method });
    }
    const sourceIp = patterns(inputs, "sourceIp");
    if (sourceIp !== undefined) {
        conditions.push({ type: "source-ip", values: sourceIp });
    }
    const query = inputs.objects("queryStrings");
    if (query.length > 0) {
        conditions.push({ type: "query-string", values: query.map(queryValue) });
    }
    inputs.end();
    return conditions;
}

function patterns(inputs: Inputs, key: string): string[] | undefined {
    const condition = inputs.object(key);
    return condition === undefined ? undefined : values(condition);
}

function values(condition: Inputs): string[] {
    condition.never("regular expressions are not matched here", "regexValues");
    const found = condition.strings("values") ?? [];
    if (found.length === 0) {
        condition.refuse("values", "a condition needs at least one");
    }
    condition.end();
    return found;
}

function queryValue(inputs: Inputs): { key?: string; value: string } {
    const key = inputs.string("key");
    const pair = { ...(key === undefined ? {} : { key }), value: inputs.string("value", "") };
    inputs.end();
    return pair;
}
