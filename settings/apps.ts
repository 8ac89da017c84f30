import { z } from "zod";
import { appFolder } from "./app-folder";
import { mostTasks } from "./capacity";
import { certificateArn, hostName, hostOfRule, structure, type SettingDefinition } from "./definition";
import { fargateCpus } from "./fargate";
import type { Values } from "./schema";

/** An app beside the main one. What it leaves out is as the stack's own setting of that name says, unless a comment says otherwise. */
export interface FurtherApp {
    /** Host name at which it is served, in lower case. */
    readonly host: string;
    /** Folder with the app, as `app` names the main one's. */
    readonly folder: string;
    /** Only accounts in one of these groups may open it at all. @default everyone who can sign in may */
    readonly groups?: readonly string[] | undefined;
    /** CPU units of a task. */
    readonly cpu?: number | undefined;
    /** MiB of memory of a task. */
    readonly memory?: number | undefined;
    /** Number of tasks. */
    readonly desiredCount?: number | undefined;
    /** Name of the Route 53 hosted zone that gets the host's records. */
    readonly hostedZone?: string | undefined;
    /** Certificate for the host. @default one that the stack issues and validates through DNS */
    readonly certificateArn?: string | undefined;
}

/** What the `apps` setting adds to the stack's settings. */
export interface AppsSettings {
    /** Name to app; the main app is not among them: it is `domain` and `app`. */
    readonly apps: Readonly<Record<string, FurtherApp>>;
}

/** Names of an app's resources begin with its own; a target group's has 32 characters, of which `-tasks` or `-green` and Pulumi's digits take 14. */
const longestName = 16;

/** Names of the main app's resources, and of those that all apps share, begin with it. */
const mainName = "streamlit";

const nameShape = `must be a name of 1 to ${longestName} lower-case letters, digits and hyphens, that begins with a letter and does not end with a hyphen`;
const nameTaken = `must be a name that is not ${mainName} and does not begin with ${mainName}-, as the main app's resources do`;

const name = z
    .string()
    .max(longestName, nameShape)
    .regex(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, nameShape)
    .refine((text) => text !== mainName && !text.startsWith(`${mainName}-`), nameTaken);

/** A number within bounds, both included: `pulumi config set --path` makes a number of a text that looks like one. */
function within(least: number, most: number, unit: string): z.ZodType<number> {
    const rule = `must be a whole number from ${least} to ${most} (${unit})`;
    return z.int(rule).min(least, rule).max(most, rule);
}

const parts = {
    host: hostOfRule,
    folder: appFolder,
    groups: z
        .array(z.string("must be the name of a group"), "must be a list of groups")
        .min(1, "must name one group or more, or be left out"),
    cpu: z.literal(fargateCpus, `must be one of ${fargateCpus.join(", ")} (CPU units)`),
    memory: within(512, 122_880, "MiB"),
    desiredCount: within(1, mostTasks, "tasks"),
    hostedZone: hostName,
    certificateArn,
};

const app = z
    .strictObject(parts, {
        error: ({ code, keys }) =>
            code === "unrecognized_keys"
                ? `may not have ${String(keys)}: an app has ${Object.keys(parts).join(", ")}`
                : "must be an object with host and folder",
    })
    .partial({ groups: true, cpu: true, memory: true, desiredCount: true, hostedZone: true, certificateArn: true });

const shape = 'must be JSON of names and apps, such as {"reports":{"host":"reports.example.com","folder":"./samples/explorer"}}';

/** The setting of the apps beside the main one. */
export const appsSettingDefinitions = {
    apps: {
        schema: structure<AppsSettings["apps"]>(z.record(name, app, { error: ({ issues }) => firstMessage(issues) ?? shape }), shape),
        example: `'{"reports":{"host":"reports.example.com","folder":"./samples/explorer"}}'`,
        required: false,
        whenUnset: {},
    },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** What is wrong with the key of a record, which is an issue of the key's own inside the record's. */
function firstMessage(issues: unknown): string | undefined {
    const [first] = (issues ?? []) as readonly { readonly message?: string }[];
    return first?.message;
}

/** The certificates that further apps name, each once, beside the main app's: one may be for several hosts. */
export function namedCertificates({ apps, certificateArn }: Pick<Values, "apps" | "certificateArn">): string[] {
    const named = Object.values(apps).flatMap((app) => app.certificateArn ?? []);
    return [...new Set(named)].filter((arn) => arn !== certificateArn);
}
