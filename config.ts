import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { AccessLogsSettings } from "./settings/access-logs";
import type { AlarmsSettings } from "./settings/alarms";
import { parentOf } from "./settings/any-app";
import type { AppsSettings } from "./settings/apps";
import type { CapacitySettings } from "./settings/capacity";
import { combinationProblems } from "./settings/combinations";
import { asTyped, removeCommand, setCommand, shellWord } from "./settings/config-command";
import type { SettingDefinition } from "./settings/definition";
import type { DeploymentSettings } from "./settings/deployments";
import type { LoginPageSettings } from "./settings/login-page";
import { defaultLoginPrefix } from "./settings/login-prefix";
import { nearestName } from "./settings/nearest";
import type { PeopleSettings } from "./settings/people";
import { ConfigError, hasParts, type ByHand, type Problem } from "./settings/problems";
import type { ProtectionSettings } from "./settings/protection";
import { regionProblems } from "./settings/region";
import { settingDefinitions, type Key, type Values } from "./settings/schema";
import { isEncrypted } from "./settings/secret-keys";
import type { SingleSignOnSettings } from "./settings/single-sign-on";
import type { TaskSettings } from "./settings/task-environment";
import type { WafSettings } from "./settings/waf";

/** The stack's configuration, valid as a whole. `Pulumi.yaml` has the defaults; a comment names those that it leaves to the program. */
export interface Settings
    extends
        PeopleSettings,
        SingleSignOnSettings,
        LoginPageSettings,
        AppsSettings,
        CapacitySettings,
        TaskSettings,
        DeploymentSettings,
        ProtectionSettings,
        AccessLogsSettings,
        WafSettings,
        AlarmsSettings {
    /** Host name at which the app is served, in lower case. */
    readonly domain: string;
    /** Certificate for the domain; without it, the stack issues one and validates it through DNS. */
    readonly certificateArn: string | undefined;
    /** Name of the Route 53 hosted zone that gets the domain's records. @default the domain without its first label */
    readonly hostedZone: string;
    /** Cognito domain prefix: the login page is at `https://<loginPrefix>.auth.<region>.amazoncognito.com`. @default derived from project, stack and domain */
    readonly loginPrefix: string;
    /** Folder with the Streamlit app, its `requirements.txt` and, if it brings one, its Dockerfile, relative to the program. */
    readonly app: string;
    /** CPU units of a task; 1,024 are one vCPU. */
    readonly cpu: number;
    /** MiB of memory of a task. */
    readonly memory: number;
    /** CPU architecture of the image and the tasks. */
    readonly architecture: "x86_64" | "arm64";
    /** Number of tasks. */
    readonly desiredCount: number;
    /** Number of Availability Zones of the network. */
    readonly availabilityZones: number;
    /** Days that the app's logs are kept. */
    readonly logRetentionDays: number;
    /** Seconds from sign-in to the next one. */
    readonly sessionTimeout: number;
    /** Whether `aws ecs execute-command` can open a shell in a task, which needs a writable root file system. */
    readonly exec: boolean;
    /** Name of a group of accounts to the pages, relative to the app's folder, that only such groups may open. @default none */
    readonly groups: Readonly<Record<string, readonly string[]>>;
    /** AWS region: `aws:region`, or else the environment's `AWS_REGION`. */
    readonly region: string;
}

/**
 * Reads and checks the stack's configuration. Call it before anything is registered.
 *
 * @throws ConfigError that lists every problem at once.
 */
export function loadSettings(): Settings {
    const texts = readTexts(new pulumi.Config());
    const problems: Problem[] = [...unknownKeys(), ...otherProjects()];
    const values = parse(texts, problems);
    const region: string | undefined = aws.config.region;
    const wrongRegion = regionProblems(region);
    // What else is where, nobody can say beside a region that is none.
    const known = wrongRegion.length === 0 ? region : undefined;
    problems.push(...wrongRegion, ...combinationProblems({ values, set: new Set(texts.keys()), region: known }));
    if (problems.length > 0 || region === undefined || !isComplete(values)) {
        throw new ConfigError(problems);
    }
    return {
        ...values,
        identityProviderSecrets: values.identityProviderSecrets && pulumi.secret(values.identityProviderSecrets),
        hostedZone: values.hostedZone ?? parentOf(values.domain),
        loginPrefix: values.loginPrefix ?? defaultLoginPrefix(pulumi.getProject(), pulumi.getStack(), values.domain),
        region,
    };
}

const keys = Object.keys(settingDefinitions) as Key[];

/** Keys that may be left out have a value already, if only undefined. */
function isComplete(values: Partial<Values>): values is Values {
    return keys.every((key) => !settingDefinitions[key].required || values[key] !== undefined);
}

/** An empty text is as good as none: `Pulumi.yaml` can declare a key only with a default. */
function readTexts(config: pulumi.Config): ReadonlyMap<Key, string> {
    const texts = keys.map((key) => [key, config.get(key)?.trim() ?? ""] as const);
    return new Map(texts.filter(([, text]) => text !== ""));
}

/** The values that are right by themselves. Adds a problem for each of the others. */
function parse(texts: ReadonlyMap<Key, string>, problems: Problem[]): Partial<Values> {
    const values: Record<string, unknown> = {};
    for (const key of keys) {
        const text = texts.get(key);
        const { schema, example, required, whenUnset, secret = false }: SettingDefinition<unknown> = settingDefinitions[key];
        const set = secret ? `pulumi config set ${example}` : setCommand(key, example);
        const mend = !secret && text !== undefined && hasParts(text) ? correctPart(key) : set;
        const shown = secret ? { value: undefined, hidden: true } : { value: text };
        if (secret && text !== undefined && !isEncrypted(key)) {
            problems.push({
                key,
                ...shown,
                rule: "must be encrypted: whoever sees the stack's file reads it",
                mend: plainSecret(key, set),
            });
        }
        const result = text === undefined ? undefined : schema.safeParse(text);
        if (result?.success === true) {
            values[key] = result.data;
        } else if (result !== undefined) {
            problems.push(...result.error.issues.map((issue) => ({ key, ...shown, rule: issue.message, mend: byHandOf(issue) ?? mend })));
        } else if (!required) {
            values[key] = whenUnset;
        } else {
            problems.push({ key, value: undefined, rule: "must have a value", mend });
        }
    }
    return values;
}

/** What an issue's own check says to do where no command mends it. */
function byHandOf(issue: z.core.$ZodIssue): ByHand | undefined {
    const byHand: unknown = issue.code === "custom" ? issue.params?.["byHand"] : undefined;
    return typeof byHand === "string" ? { byHand } : undefined;
}

/** A command with an example would take away the people, networks or apps that nothing is wrong with, and the next deployment as well. */
function correctPart(key: Key): ByHand {
    return { byHand: `Correct that part of ${key} in ${stackFile()}: a command that sets all of it would drop the rest.` };
}

/** The file that holds the stack's configuration, beside Pulumi.yaml. */
function stackFile(): string {
    return `Pulumi.${pulumi.getStack()}.yaml`;
}

/** A secret that was set in plain text is in the stack's file, and may be in its history. */
function plainSecret(key: Key, mend: string): ByHand {
    return { byHand: `Run: ${asTyped(removeCommand(key))} && ${asTyped(mend)}; and get a new secret if others saw the file.` };
}

/** Namespaces that Pulumi and the program's providers read. */
const providers = new Set(["aws", "awsx", "docker", "pulumi"]);

/** Keys of a mistyped project, which nobody would read. Those of providers that somebody added are theirs. */
function otherProjects(): Problem[] {
    const project = pulumi.getProject();
    return Object.keys(pulumi.runtime.allConfig()).flatMap((key) => {
        const [namespace = "", ...rest] = key.split(":");
        const isMeant = project.startsWith(`${namespace}-`) || nearestName(namespace, [project]) !== undefined;
        if (namespace === project || providers.has(namespace) || !isMeant) {
            return [];
        }
        const rule = `is of the project ${namespace}, and this one is ${project}`;
        return [
            { key, value: undefined, hidden: true, rule, mend: { byHand: `Rename it to ${project}:${rest.join(":")} in ${stackFile()}.` } },
        ];
    });
}

/** A mistyped key would otherwise be ignored, and its default deployed. */
function unknownKeys(): Problem[] {
    const prefix = `${pulumi.getProject()}:`;
    const own = Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith(prefix));
    const known: readonly string[] = keys;
    return own
        .map((key) => key.slice(prefix.length))
        .filter((key) => !known.includes(key))
        .map((key) => {
            const nearest = nearestName(key, known);
            // Whoever sees the right name needs no other one.
            const instead =
                nearest === undefined
                    ? `the settings are ${known.join(", ")}`
                    : `did you mean ${nearest}? README.md and docs/settings.md list all`;
            const rule = `is not a setting; ${instead}`;
            // With a dot in it, it is no path: there is nothing that it would lead to.
            const rename = (name: string): ByHand => ({
                byHand: `Rename it to ${name} in ${stackFile()}, or remove it where ${name} is there, too.`,
            });
            const mend = nearest === undefined ? `pulumi config rm ${shellWord(key)}` : rename(nearest);
            return { key, value: undefined, hidden: true, rule, mend };
        });
}
