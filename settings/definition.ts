import { z } from "zod";

/** How one setting is read: from its key's text in the stack's configuration to its value, or the rule that the text breaks. */
export interface SettingDefinition<Value> {
    readonly schema: z.ZodType<Value, string>;
    /** A value that is right, for the command that mends a wrong one. */
    readonly example: string;
    /** Whether the key must have a value. */
    readonly required: boolean;
    /** What the setting is where the key has no value. @default undefined */
    readonly whenUnset?: Value;
    /** Whether the value must be encrypted in the stack's file, and is never shown. @default false */
    readonly secret?: boolean;
}

/**
 * A DNS name in lower case with two labels or more, the last of letters only: a listener rule's host header condition takes no other. Sources: RFC
 * 1123, section 2.1; "Condition types for listener rules".
 */
export const hostName = z
    .string("must be there")
    .max(253, "must have at most 253 characters")
    .regex(
        /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        "must be a host name in lower case that ends in letters, without https://, port or path",
    );

/** A host name that a rule's host header condition holds. Source: "Condition types for listener rules". */
export const hostOfRule = hostName.max(128, "must have at most 128 characters, the longest host name that a listener rule matches");

/** ARN of a certificate. */
export const certificateArn = z
    .string("must be a text")
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/, "must be the ARN of a certificate in AWS Certificate Manager");

/** An ARN of such a certificate, for a command that a person fills in. */
export function certificateArnIn(region: string): string {
    return `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;
}

/** A switch. */
export const trueOrFalse = z.enum(["true", "false"], "must be true or false").transform((text) => text === "true");

/** A whole number within bounds, both included. */
export function integer(least: number, most: number, unit: string): z.ZodType<number, string> {
    const rule = `must be a whole number from ${least} to ${most} (${unit})`;
    return z
        .string()
        .regex(/^\d{1,9}$/, rule)
        .transform(Number)
        .refine((value) => value >= least && value <= most, rule);
}

/** One of a list of numbers. */
export function oneOf(values: readonly number[], unit: string): z.ZodType<number, string> {
    return z
        .string()
        .refine((text) => values.some((value) => String(value) === text), `must be one of ${values.join(", ")} (${unit})`)
        .transform(Number);
}

/**
 * JSON of a shape, such as `pulumi config set --path` makes it, too.
 *
 * @param rule what must hold, which the message says of any text that is not of the shape
 */
export function json<Value>(shape: z.ZodType<Value>, rule: string): z.ZodType<Value, string> {
    return parsed(shape, rule, () => [rule]);
}

/**
 * JSON of a shape whose every part has a message of its own, as the end of the sentence "users.ada.email ...": each broken part is a problem.
 *
 * @param rule what must hold, which the message says of a text that is no JSON
 */
export function structure<Value>(shape: z.ZodType<Value>, rule: string): z.ZodType<Value, string> {
    return parsed(shape, rule, (issues) =>
        issues.map(({ path, message }) => (path.length === 0 ? rule : `has "${path.join(".")}", which ${message}`)),
    );
}

function parsed<Value>(
    shape: z.ZodType<Value>,
    rule: string,
    explain: (issues: readonly z.core.$ZodIssue[]) => readonly string[],
): z.ZodType<Value, string> {
    return z.string().transform((text, context) => {
        const json = parseJson(text);
        const result = shape.safeParse(json);
        if (result.success) {
            return result.data;
        }
        for (const message of json === undefined ? [rule] : explain(result.error.issues)) {
            context.addIssue({ code: "custom", message });
        }
        return z.NEVER;
    });
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
