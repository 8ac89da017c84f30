import { z } from "zod";
import { isApp } from "./app-folder";
import { fargateCpus } from "./fargate";
import { loginPrefixProblem } from "./login-prefix";

/** How one configuration key is read: from text to its value, or the rule that the text breaks. */
export interface Rule<Value> {
    readonly schema: z.ZodType<Value, string>;
    /** A value that is right, for the command that mends a wrong one. */
    readonly example: string;
    /** Whether the key must have a value. */
    readonly required: boolean;
}

/** Retention periods that CloudWatch Logs offers, in days. Source: CloudWatch Logs API Reference, "PutRetentionPolicy". */
const retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/**
 * A DNS name in lower case with two labels or more, the last of letters only: a listener rule's host header condition takes no other. Sources: RFC
 * 1123, section 2.1; "Condition types for listener rules".
 */
const hostName = z
    .string()
    .max(253, "must have at most 253 characters")
    .regex(
        /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        "must be a host name in lower case that ends in letters, without https://, port or path",
    );

/** Every key of the stack's configuration that has a value, by name. */
export const rules = {
    // A rule's host header condition may hold 128 characters. Source: "Condition types for listener rules".
    domain: {
        schema: hostName.max(128, "must have at most 128 characters, the longest host name that a listener rule matches"),
        example: "streamlit.example.com",
        required: true,
    },
    certificateArn: {
        schema: z
            .string()
            .regex(
                /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
                "must be the ARN of a certificate in AWS Certificate Manager",
            ),
        example: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        required: false,
    },
    hostedZone: { schema: hostName, example: "example.com", required: false },
    loginPrefix: {
        schema: z.string().superRefine((prefix, context) => {
            const problem = loginPrefixProblem(prefix);
            if (problem !== undefined) {
                context.addIssue({ code: "custom", message: problem });
            }
        }),
        example: "my-team-login",
        required: false,
    },
    app: {
        schema: z.string().refine(isApp, "must be a folder that holds app.py and requirements.txt, or a Dockerfile"),
        example: "./streamlit",
        required: true,
    },
    cpu: { schema: oneOf(fargateCpus, "CPU units"), example: "256", required: true },
    memory: { schema: integer(512, 122_880, "MiB"), example: "512", required: true },
    architecture: { schema: z.enum(["x86_64", "arm64"], "must be x86_64 or arm64"), example: "x86_64", required: true },
    desiredCount: { schema: integer(1, 100, "tasks"), example: "1", required: true },
    // Six is the most that any region has; a load balancer needs two. Source: "Application Load Balancers", Subnets.
    availabilityZones: { schema: integer(2, 6, "Availability Zones"), example: "2", required: true },
    logRetentionDays: { schema: oneOf(retentions, "days"), example: "30", required: true },
    // Source: Elastic Load Balancing API Reference, "AuthenticateCognitoActionConfig", SessionTimeout.
    sessionTimeout: { schema: integer(60, 604_800, "seconds"), example: "43200", required: true },
    groups: { schema: groupPages(), example: `'{"analysts":["pages/reports.py"]}'`, required: false },
    exec: {
        schema: z.enum(["true", "false"], "must be true or false").transform((text) => text === "true"),
        example: "false",
        required: true,
    },
} as const satisfies Record<string, Rule<unknown>>;

/** Name of a setting. */
export type Key = keyof typeof rules;

type RequiredKey = { [K in Key]: (typeof rules)[K]["required"] extends true ? K : never }[Key];
type Value<K extends Key> = z.output<(typeof rules)[K]["schema"]>;

/** The value of every key; only a required one always has one. */
export type Values = { readonly [K in RequiredKey]: Value<K> } & { readonly [K in Exclude<Key, RequiredKey>]?: Value<K> };

function integer(least: number, most: number, unit: string): z.ZodType<number, string> {
    const rule = `must be a whole number from ${least} to ${most} (${unit})`;
    return z
        .string()
        .regex(/^\d{1,9}$/, rule)
        .transform(Number)
        .refine((value) => value >= least && value <= most, rule);
}

function oneOf(values: readonly number[], unit: string): z.ZodType<number, string> {
    return z
        .string()
        .refine((text) => values.some((value) => String(value) === text), `must be one of ${values.join(", ")} (${unit})`)
        .transform(Number);
}

/** Source of the name's characters: Cognito API Reference, "CreateGroup". */
function groupPages(): z.ZodType<Readonly<Record<string, readonly string[]>>, string> {
    const rule = 'must be JSON of group names, without spaces, and lists of pages, such as {"analysts":["pages/reports.py"]}';
    const schema = z.record(
        z.string().regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u),
        z.array(z.string().regex(/^(?!\/)(?!.*\.\.)[^\\]+\.py$/)),
    );
    return z.string().transform((text, context) => {
        const parsed = schema.safeParse(parseJson(text));
        if (!parsed.success) {
            context.addIssue({ code: "custom", message: rule });
            return z.NEVER;
        }
        return parsed.data;
    });
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
