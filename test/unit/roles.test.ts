import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { devTags, output, types } from "./support/resources";

describe("roles", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    for (const name of ["streamlit-execution", "streamlit-task"]) {
        it(`lets only ECS tasks of this account take ${name}, with nothing attached to it`, () => {
            const { assumeRolePolicy, ...rest } = stack.one(types.role, name).inputs;
            // No managed or inline policy may hide here.
            assert.deepEqual(rest, { tags: devTags });
            assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "ecs-tasks.amazonaws.com" },
                        Action: "sts:AssumeRole",
                        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                    },
                ],
            });
        });
    }

    it("lets ECS pull this image and write these logs, and the app do nothing", () => {
        assert.deepEqual(policies(stack), {
            [String(output(stack, types.role, "name", "streamlit-execution"))]: [
                { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
                {
                    Effect: "Allow",
                    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    Resource: output(stack, types.repository, "arn"),
                },
                {
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: `${String(output(stack, types.logGroup, "arn"))}:*`,
                },
            ],
        });
    });

    it("lets the app open a shell's channels, and no more, where ECS Exec is on", async () => {
        const withExec = await declare({ config: { exec: "true" } });
        const { [String(output(withExec, types.role, "name", "streamlit-task"))]: task, ...others } = policies(withExec);
        assert.deepEqual(others, policies(stack));
        assert.deepEqual(task, [
            {
                Effect: "Allow",
                Action: [
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                Resource: "*",
            },
        ]);
    });
});

/** The statements of every role policy, by the name of its role. */
function policies(stack: DeclaredStack): Record<string, unknown> {
    const entries = stack.ofType(types.rolePolicy).map(({ inputs }) => {
        const { role, policy, ...rest } = inputs;
        assert.deepEqual(rest, {});
        const { Version, Statement, ...more } = JSON.parse(String(policy)) as Record<string, unknown>;
        assert.deepEqual(more, {});
        assert.equal(Version, "2012-10-17");
        return [String(role), Statement] as const;
    });
    assert.equal(new Set(entries.map(([role]) => role)).size, entries.length, "a role has two policies");
    return Object.fromEntries(entries);
}
