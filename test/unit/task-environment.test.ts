import assert from "node:assert/strict";
import type { DeclaredResource, DeclaredStack } from "../../local/declared";
import { nameProblem } from "../../settings/variable-names";
import { declare } from "./support/declare";
import { reports, withApps } from "./support/apps";
import { dependencies, output, types } from "./support/resources";

interface Variable {
    readonly name: string;
    readonly value: unknown;
}

const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3";
const parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/team/key";
const kmsKey = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";
const secrets = JSON.stringify({ DB_USER: { arn, key: "user", kmsKey }, DB_ALL: arn, API_KEY: parameter });

describe("the app's variables", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare({ config: { secrets, environment: '{"GREETING":"Hello","EMPTY":""}' } });
    });

    it("come behind the stack's own", async () => {
        const own = environmentOf(await declare());
        assert.deepEqual(environmentOf(stack), [...own, { name: "GREETING", value: "Hello" }, { name: "EMPTY", value: "" }]);
    });

    it("come from AWS where they are secret: by reference only", () => {
        assert.deepEqual(containerOf(stack)["secrets"], [
            { name: "DB_USER", valueFrom: `${arn}:user::` },
            { name: "DB_ALL", valueFrom: arn },
            { name: "API_KEY", valueFrom: parameter },
        ]);
    });

    it("let ECS read these secrets and no other, before the first task starts; and the app itself none", () => {
        const { policy, role } = stack.one(types.rolePolicy, "streamlit-execution-secrets").inputs;
        assert.equal(role, output(stack, types.role, "name", "streamlit-execution"));
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [arn] },
                { Effect: "Allow", Action: "ssm:GetParameters", Resource: [parameter] },
                { Effect: "Allow", Action: "kms:Decrypt", Resource: [kmsKey] },
            ],
        });
        assert.ok(dependencies(stack, stack.one(types.fargateService)).includes("RolePolicy streamlit-execution-secrets"));
        assert.equal(stack.ofType(types.rolePolicy).length, 2);
    });

    it("need no permission to decrypt with AWS's own keys", async () => {
        const { policy } = (await declare({ config: { secrets: JSON.stringify({ KEY: parameter }) } })).one(
            types.rolePolicy,
            "streamlit-execution-secrets",
        ).inputs;
        assert.deepEqual((JSON.parse(String(policy)) as { Statement: unknown }).Statement, [
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: [parameter] },
        ]);
    });

    it("may have a name that every object has", async () => {
        const named = await declare({ config: { secrets: JSON.stringify({ constructor: parameter }) } });
        assert.deepEqual(containerOf(named)["secrets"], [{ name: "constructor", valueFrom: parameter }]);
    });

    // Otherwise a setting could move the server to another user pool.
    it("may have no name that the stack uses", async () => {
        const stacks = [await declare(), await withApps({ reports })];
        const services = stacks.flatMap((each) => each.ofType(types.fargateService));
        const names = new Set(services.flatMap(variablesOf).map(({ name }) => name));
        assert.ok(names.has("APP_GROUPS") && names.size >= 13);
        assert.deepEqual(
            [...names].filter((name) => nameProblem(name) === undefined),
            [],
        );
    });
});

describe("the app's permissions", () => {
    it("are the statements of the setting, in the task's role, before the first task starts", async () => {
        const statements = [
            { Sid: "Reports", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::reports/*"] },
            {
                Effect: "Allow",
                Action: "dynamodb:Query",
                Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
                Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
            },
        ];
        const stack = await declare({ config: { taskPolicy: JSON.stringify(statements), exec: "true" } });
        const { policy, role } = stack.one(types.rolePolicy, "streamlit-task-own").inputs;
        assert.equal(role, output(stack, types.role, "name", "streamlit-task"));
        assert.deepEqual(JSON.parse(String(policy)), { Version: "2012-10-17", Statement: statements });
        assert.ok(dependencies(stack, stack.one(types.fargateService)).includes("RolePolicy streamlit-task-own"));
    });
});

function containerOf(stack: DeclaredStack): Readonly<Record<string, unknown>> {
    return containerIn(stack.one(types.fargateService));
}

function containerIn({ inputs }: DeclaredResource): Readonly<Record<string, unknown>> {
    return (inputs["taskDefinitionArgs"] as { container: Record<string, unknown> }).container;
}

function environmentOf(stack: DeclaredStack): Variable[] {
    return variablesOf(stack.one(types.fargateService));
}

function variablesOf(service: DeclaredResource): Variable[] {
    return containerIn(service)["environment"] as Variable[];
}
