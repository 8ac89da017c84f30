import { z } from "zod";
import { isPowerful } from "./powerful-actions";

/** One statement of the app's permissions, in IAM's own terms. */
export interface PolicyStatement {
    readonly Sid?: string | undefined;
    readonly Effect: "Allow";
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
}

/** An ARN up to the resource, without wildcards in it. */
const service = /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{0,12}:/;

/**
 * What may be behind it: one resource, what is in a bucket, or what is behind a colon after a whole name, such as a log group's streams. Behind a slash
 * a name may go on, so that `table/*` would be many. Source: IAM User Guide, "Amazon Resource Names (ARNs)".
 */
const narrow = /^[^*?\s]*[^*?\s:/]$|^[\w-]+[:/][^:*?\s]*[^:*?/\s]:\S+$/;
const inBucket = /^arn:aws:s3:::[^*?:/\s]+\/\S+$/;

const action = z
    .string("must be a text")
    .regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/, "must be one whole action, such as s3:GetObject, without a wildcard")
    .refine(
        (name) => !isPowerful(name),
        "must not be an action by which the app could give itself more permissions, or say who reaches it",
    );

const resource = z
    .string("must be a text")
    .refine(
        isNarrow,
        "must be the ARN of one resource; a wildcard may only stand for what is in a bucket, or behind a colon after a whole name",
    );

function oneOrMore(item: z.ZodType<string>): z.ZodType<string | readonly string[]> {
    return z.unknown().transform((value, context) => {
        const result = z
            .array(item)
            .min(1, "must name one or more")
            .safeParse(Array.isArray(value) ? value : [value]);
        if (result.success) {
            return Array.isArray(value) ? result.data : (result.data[0] ?? z.NEVER);
        }
        result.error.issues.forEach(({ message }) => context.addIssue({ code: "custom", message }));
        return z.NEVER;
    });
}

const texts = z.union([z.string(), z.array(z.string())]);

const statement = z.strictObject(
    {
        Sid: z
            .string()
            .regex(/^[A-Za-z0-9]+$/, "must have letters and digits only")
            .optional(),
        Effect: z.literal("Allow", "must be Allow: what is not allowed is denied").default("Allow"),
        Action: oneOrMore(action),
        Resource: oneOrMore(resource),
        Condition: z.record(z.string(), z.record(z.string(), texts)).optional(),
    },
    "must be a statement of Action and Resource, with a Condition and a Sid where it needs them, and nothing else",
);

/**
 * The setting `taskPolicy`, once it is JSON. A role's inline policies have 10,240 characters in all; ECS Exec takes some of them. Source: "IAM
 * and AWS STS quotas".
 */
export const taskPolicy: z.ZodType<readonly PolicyStatement[]> = z
    .array(statement)
    .refine((statements) => JSON.stringify(statements).length <= 9_000, {
        path: ["*"],
        message: "must have at most 9,000 characters in all",
    });

function isNarrow(arn: string): boolean {
    return inBucket.test(arn) || (service.test(arn) && narrow.test(arn.replace(service, "")));
}
