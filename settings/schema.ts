import { z } from "zod";
import { accessLogsSettingDefinitions } from "./access-logs";
import { alarmsSettingDefinitions } from "./alarms";
import { appFolder } from "./app-folder";
import { appsSettingDefinitions } from "./apps";
import { capacitySettingDefinitions, mostTasks } from "./capacity";
import {
    certificateArn,
    certificateArnIn,
    hostName,
    hostOfRule,
    integer,
    json,
    oneOf,
    trueOrFalse,
    type SettingDefinition,
} from "./definition";
import { deploymentSettingDefinitions } from "./deployments";
import { fargateCpus } from "./fargate";
import { loginPageSettingDefinitions } from "./login-page";
import { loginPrefixProblem } from "./login-prefix";
import { peopleSettingDefinitions } from "./people";
import { protectionSettingDefinitions } from "./protection";
import { singleSignOnSettingDefinitions } from "./single-sign-on";
import { taskSettingDefinitions } from "./task-environment";
import { wafSettingDefinitions } from "./waf";

/** Retention periods that CloudWatch Logs offers, in days. Source: CloudWatch Logs API Reference, "PutRetentionPolicy". */
const retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Source of the name's characters: Cognito API Reference, "CreateGroup". */
const groupPages = json<Readonly<Record<string, readonly string[]>>>(
    z.record(z.string().regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u), z.array(z.string().regex(/^(?!\/)(?!.*\.\.)[^\\]+\.py$/))),
    'must be JSON of group names, without spaces, and lists of pages, such as {"analysts":["pages/reports.py"]}',
);

/** How each setting is read, by its key. */
export const settingDefinitions = {
    domain: { schema: hostOfRule, example: "streamlit.example.com", required: true },
    certificateArn: {
        schema: certificateArn,
        example: certificateArnIn("us-east-1"),
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
        schema: appFolder,
        example: "./streamlit",
        required: true,
    },
    cpu: { schema: oneOf(fargateCpus, "CPU units"), example: "256", required: true },
    memory: { schema: integer(512, 122_880, "MiB"), example: "512", required: true },
    architecture: { schema: z.enum(["x86_64", "arm64"], "must be x86_64 or arm64"), example: "x86_64", required: true },
    desiredCount: { schema: integer(1, mostTasks, "tasks"), example: "1", required: true },
    // Six is the most that any region has; a load balancer needs two. Source: "Application Load Balancers", Subnets.
    availabilityZones: { schema: integer(2, 6, "Availability Zones"), example: "2", required: true },
    logRetentionDays: { schema: oneOf(retentions, "days"), example: "30", required: true },
    // Source: Elastic Load Balancing API Reference, "AuthenticateCognitoActionConfig", SessionTimeout.
    sessionTimeout: { schema: integer(60, 604_800, "seconds"), example: "43200", required: true },
    groups: { schema: groupPages, example: `'{"analysts":["pages/reports.py"]}'`, required: false, whenUnset: {} },
    exec: { schema: trueOrFalse, example: "false", required: true },
    ...peopleSettingDefinitions,
    ...singleSignOnSettingDefinitions,
    ...loginPageSettingDefinitions,
    ...appsSettingDefinitions,
    ...capacitySettingDefinitions,
    ...taskSettingDefinitions,
    ...deploymentSettingDefinitions,
    ...protectionSettingDefinitions,
    ...accessLogsSettingDefinitions,
    ...wafSettingDefinitions,
    ...alarmsSettingDefinitions,
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** Name of a setting. */
export type Key = keyof typeof settingDefinitions;

type Value<K extends Key> = z.output<(typeof settingDefinitions)[K]["schema"]>;

/** Keys that have a value in every valid configuration. */
type CertainKey = { [K in Key]: (typeof settingDefinitions)[K] extends { required: true } | { whenUnset: unknown } ? K : never }[Key];

/** The value of every key; undefined where an optional one is not set. */
export type Values = { readonly [K in Key]: Value<K> | (K extends CertainKey ? never : undefined) };
