import type { Arbitrary } from "fast-check";
import assert from "node:assert/strict";
import * as path from "node:path";
import { copyProject, editFile } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { besiege } from "./support/attack";
import { membersAttempt, strangersAttempt } from "./support/generators";
import type { Attempt } from "./support/message";
import { declareRecorder } from "./support/recorder";

interface Weakness {
    readonly what: string;
    readonly attempts: Arbitrary<Attempt>;
    /** What is changed, in which file. */
    readonly edits: readonly (readonly [file: string, old: string, weak: string])[];
    /** What the judge says of it. */
    readonly found: RegExp;
}

/** One mistake each, as somebody could make it. */
const weaknesses: readonly Weakness[] = [
    {
        what: "a rule of the program that forwards without authentication",
        attempts: strangersAttempt,
        edits: [["app/rules.ts", '[authenticate("deny", args), forward(args)]', "[forward(args)]"]],
        found: /a request without a session reached a task/,
    },
    {
        what: "a load balancer that takes identity headers off in lower case only",
        attempts: membersAttempt,
        edits: [["local/load-balancer/identity-headers.ts", "/^x[-_]amzn[-_]oidc[-_]/i", "/^x-amzn-oidc-/"]],
        found: /the identity headers are \[/,
    },
    {
        what: "a load balancer that tells the task another length of the body than it read",
        attempts: membersAttempt,
        edits: [
            ["local/load-balancer/forwarded-headers.ts", '["Transfer-Encoding", "chunked"]', '["Content-Length", "0"]'],
            // Else undici would not send it.
            [
                "local/load-balancer/target.ts",
                "new Pool(`http://${registration.host}:${registration.port}`, {",
                "new Pool(`http://${registration.host}:${registration.port}`, { strictContentLength: false,",
            ],
        ],
        found: /a request without a session reached a task/,
    },
    {
        what: "a load balancer that lets a request remove the identity by naming it in Connection",
        attempts: membersAttempt,
        edits: [
            [
                "local/load-balancer/forwarded-headers.ts",
                "...identity,\n",
                "...endToEnd([...identity, ...request.headers], replaced).filter((header) => identity.includes(header)),\n",
            ],
        ],
        found: /the identity headers are \[/,
    },
];

/** That the other tests of this folder pass means something only if the same attempts find a leak where there is one. */
describe("the same requests to a weakened stack", function () {
    this.timeout(120_000);
    for (const { what, attempts, edits, found } of weaknesses) {
        it(`find ${what}`, async () => {
            const project = copyProject();
            let stack: RunningStack | undefined;
            try {
                const recorder = declareRecorder(project.directory);
                edits.forEach(([file, old, weak]) => editFile(path.join(project.directory, file), old, weak));
                stack = await startStack(project.directory);
                const siege = await besiege(stack, recorder);
                const { details, tally } = await siege.attack(attempts, 3000, false);
                console.log(`      found after ${tally.connections} connections`);
                assert.ok(details.failed, "nothing was found");
                assert.match((details.errorInstance as Error).message, found);
            } finally {
                await stack?.stop();
                project.remove();
            }
        });
    }
});
