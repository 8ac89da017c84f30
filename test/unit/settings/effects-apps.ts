import { DeclaredStack } from "../../../local/declared";
import { changes } from "../support/changes";
import type { Effect } from "./effect";

const reports = { host: "reports.example.com", folder: "./samples/explorer" };

/** What the setting of the further apps changes: the app's own resources and outputs are there, which `apps.test.ts` looks at, and nothing else differs. */
export const appsEffects = {
    apps: {
        to: JSON.stringify({ reports }),
        expected: (after) => {
            const own = after.resources.filter(({ name }) => /^reports(?:-|$)/.test(name));
            return changes(stackOf([], {}), stackOf(own, { apps: after.outputs["apps"] }));
        },
    },
} satisfies Record<string, Effect>;

function stackOf(resources: DeclaredStack["resources"], outputs: DeclaredStack["outputs"]): DeclaredStack {
    return new DeclaredStack("", "", "", resources, outputs);
}
