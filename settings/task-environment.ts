import { z } from "zod";
import type { Configuration } from "./configuration";
import { structure, type SettingDefinition } from "./definition";
import type { Problem } from "./problems";
import { taskPolicy, type PolicyStatement } from "./task-policy";
import { nameProblem, openVariableProblem } from "./variable-names";

/** A value that AWS gives a task when it starts: by reference, so that neither the program nor Pulumi's state ever holds it. */
export interface SecretReference {
    /** ARN of a secret in Secrets Manager, or of a parameter in Parameter Store, in the stack's region. */
    readonly arn: string;
    /** Key of the secret's JSON. @default the whole secret */
    readonly key?: string | undefined;
    /** ARN of the customer managed key that encrypts it. @default AWS's own key, which needs no permission */
    readonly kmsKey?: string | undefined;
}

/** What the app's container and its role get beside what the stack gives them. */
export interface TaskSettings {
    /** Name of a variable to its value; nothing secret. @default none */
    readonly environment: Readonly<Record<string, string>>;
    /** Name of a variable to where AWS finds its value. @default none */
    readonly secrets: Readonly<Record<string, SecretReference>>;
    /** What the app may do at AWS. @default nothing */
    readonly taskPolicy: readonly PolicyStatement[];
}

/** Source: Secrets Manager User Guide, "Secrets Manager secret", ARN: six characters that AWS chooses end it. */
const secretArn = /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6}$/;

/** Source: Systems Manager User Guide, "Working with parameter names". */
const parameterArn = /^arn:aws:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w.-]+(?:\/[\w.-]+)*$/;

const kmsKeyArn = /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

const whole = z.string().refine((arn) => secretArn.test(arn) || parameterArn.test(arn));

const referenceRule =
    "must be the whole ARN of a secret in Secrets Manager or of a parameter, or an object with arn, a key of the secret's JSON, and the ARN of a kmsKey";

const parts = {
    arn: whole,
    key: z
        .string()
        .regex(/^[^:]+$/, "must be a key of the secret's JSON, without colons")
        .optional(),
    kmsKey: z.string().regex(kmsKeyArn, "must be the ARN of a key of the Key Management Service").optional(),
};

const reference = z.union(
    [
        whole.transform((arn): SecretReference => ({ arn })),
        z
            .strictObject(parts, referenceRule)
            // A parameter is a text without keys. Source: ECS API Reference, "Secret", valueFrom.
            .refine(({ arn, key }) => key === undefined || secretArn.test(arn), "has no keys, because it is a parameter"),
    ],
    referenceRule,
);

const environment = z
    .record(z.string(), z.string("must be a text"))
    .superRefine((variables, context) => {
        for (const [name, value] of Object.entries(variables)) {
            addIssue(context, name, openVariableProblem(name, value));
        }
    })
    // A task definition has at most 64 KiB. Source: "Amazon ECS service quotas".
    .refine((variables) => JSON.stringify(variables).length <= 32_768, {
        path: ["*"],
        message: "must have at most 32,768 characters in all",
    });

const secrets = z.record(z.string(), reference).superRefine((references, context) => {
    for (const name of Object.keys(references)) {
        addIssue(context, name, nameProblem(name));
    }
});

/** The settings of what the app gets. */
export const taskSettingDefinitions = {
    environment: {
        schema: structure<TaskSettings["environment"]>(
            environment,
            'must be JSON of variables and their texts, such as {"GREETING":"Hello"}',
        ),
        example: `'{"GREETING":"Hello"}'`,
        required: false,
        whenUnset: {},
    },
    secrets: {
        schema: structure<TaskSettings["secrets"]>(
            secrets,
            'must be JSON of variables and ARNs, such as {"DATABASE_URL":"arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3"}',
        ),
        example: `'{"DATABASE_URL":"arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3"}'`,
        required: false,
        whenUnset: {},
    },
    taskPolicy: {
        schema: structure<TaskSettings["taskPolicy"]>(
            taskPolicy,
            'must be a JSON list of IAM statements, such as [{"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]',
        ),
        example: `'[{"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]'`,
        required: false,
        whenUnset: [],
    },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** What is wrong with the app's variables, beside each other and beside the stack's region. */
export function taskProblems({ values: { environment = {}, secrets = {} }, region }: Configuration<TaskSettings>): Problem[] {
    const problem = (name: string, rule: string, byHand: string): Problem => ({ key: "secrets", value: name, rule, mend: { byHand } });
    return Object.entries(secrets).flatMap(([name, { arn, kmsKey }]) => [
        ...(Object.hasOwn(environment, name)
            ? [problem(name, "must not be a variable of environment, too", "Remove it from one of the two.")]
            : []),
        ...[arn, ...(kmsKey === undefined ? [] : [kmsKey])]
            .filter((each) => region !== undefined && each.split(":")[3] !== region)
            .map((each) =>
                problem(name, `must be in ${region}, the stack's region, and ${each} is not`, "Name a copy of it in that region."),
            ),
    ]);
}

function addIssue(context: z.RefinementCtx, name: string, message: string | undefined): void {
    if (message !== undefined) {
        context.addIssue({ code: "custom", path: [name], message });
    }
}
