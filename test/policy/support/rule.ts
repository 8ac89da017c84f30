import assert from "node:assert/strict";
import type { Resource } from "../../../declared/resource";
import { checkRule } from "../../../policy/check";
import type { Rule } from "../../../policy/rule";

/** A rule's examples, by what they show: stacks, as lists of resources, and the messages for those that break it. */
export interface Examples {
    readonly holds: Readonly<Record<string, readonly Resource[]>>;
    readonly violated: Readonly<Record<string, readonly [resources: readonly Resource[], ...messages: string[]]>>;
}

/** Tests a rule by its examples. Each message must be found, and nothing else. */
export function describeRule(rule: Rule, { holds, violated }: Examples): void {
    describe(`the rule ${rule.id}`, () => {
        for (const [what, resources] of Object.entries(holds)) {
            it(`holds ${what}`, () => {
                assert.deepEqual(messages(rule, resources), []);
            });
        }
        for (const [what, [resources, ...expected]] of Object.entries(violated)) {
            it(`is violated ${what}`, () => {
                assert.notEqual(expected.length, 0);
                assert.deepEqual(messages(rule, resources), expected);
            });
        }
    });
}

function messages(rule: Rule, resources: readonly Resource[]): string[] {
    return checkRule(rule, { resources }).map(({ message }) => message);
}
