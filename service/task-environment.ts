import type { SecretReference } from "../settings/task-environment";

/** A secret of a container, as ECS takes it. */
export interface ContainerSecret {
    readonly name: string;
    /** ARN; a key of a secret's JSON is behind it, with two colons for the secret's current version. Source: ECS API Reference, "Secret". */
    readonly valueFrom: string;
}

type Secrets = Readonly<Record<string, SecretReference>>;

/** The references that the container definition has: AWS puts the values into the task's environment when it starts. */
export function containerSecrets(secrets: Secrets): ContainerSecret[] {
    return Object.entries(secrets).map(([name, { arn, key }]) => ({ name, valueFrom: key === undefined ? arn : `${arn}:${key}::` }));
}

/**
 * What ECS must be allowed, to start a task with these secrets: to read them, and no other. Source: ECS Developer Guide, "Amazon ECS task
 * execution IAM role", Secrets Manager or Systems Manager permissions.
 */
export function secretStatements(secrets: Secrets): object[] {
    const references = Object.values(secrets);
    const arns = references.map(({ arn }) => arn);
    return [
        allow(
            "secretsmanager:GetSecretValue",
            arns.filter((arn) => arn.startsWith("arn:aws:secretsmanager:")),
        ),
        allow(
            "ssm:GetParameters",
            arns.filter((arn) => arn.startsWith("arn:aws:ssm:")),
        ),
        allow(
            "kms:Decrypt",
            references.flatMap(({ kmsKey }) => kmsKey ?? []),
        ),
    ].flat();
}

/** Nothing where there is no resource; each resource once. */
function allow(action: string, resources: readonly string[]): object[] {
    return resources.length === 0 ? [] : [{ Effect: "Allow", Action: action, Resource: [...new Set(resources)] }];
}
