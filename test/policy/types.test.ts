import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { types } from "../../declared/types";
import { rules } from "../../policy/rules";
import { looksAt } from "../../policy/rule";
import { repository } from "../unit/support/declare";

/** Where rules ask for resources that they look at beside others only, such as a repository's lifecycle policy. */
const files = ["policy/rules", "policy/view"].flatMap((folder) =>
    readdirSync(path.join(repository, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(path.join(repository, folder, name), "utf8")),
);

/** Names of types that no rule looks at; a rule for all types knows none of them. The tables in `policy/view/inputs/` are no rules either. */
function unseen(named: Readonly<Record<string, string>>): string[] {
    const particular = rules.filter((rule) => rule.types !== "all");
    const isSeen = ([name, type]: [string, string]): boolean =>
        particular.some((rule) => looksAt(rule, type)) || files.some((text) => new RegExp(`\\btypes\\.${name}\\b`).test(text));
    return Object.entries(named)
        .filter((entry) => !isSeen(entry))
        .map(([name]) => name);
}

// Catches a type that is declared for a price or a check alone: known-types would let it into every stack.
describe("the types that the policy pack lets pass", () => {
    it("are each looked at by a rule, or are in the pack's list of harmless ones instead", () => assert.deepEqual(unseen(types), []));

    it("would not be, were one added without a rule", () => {
        assert.deepEqual(unseen({ ...types, queue: "aws:sqs/queue:Queue" }), ["queue"]);
    });
});
