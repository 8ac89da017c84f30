import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { fargateMemories } from "./settings/fargate";
import { defaultLoginPrefix } from "./settings/login-prefix";
import { ConfigError, type Problem } from "./settings/problems";
import { rules } from "./settings/schema";

/** The stack's configuration, valid as a whole. Defaults are those of `Pulumi.yaml`, unless a comment names another. */
export interface Settings {
    /** Host name at which the app is served, in lower case. */
    readonly domain: string;
    /** Certificate for the domain; without it, the stack issues one and validates it through DNS. */
    readonly certificateArn: string | undefined;
    /** Name of the Route 53 hosted zone that gets the domain's records. @default the domain without its first label */
    readonly hostedZone: string;
    /** Cognito domain prefix: the login page is at `https://<loginPrefix>.auth.<region>.amazoncognito.com`. @default derived from project, stack and domain */
    readonly loginPrefix: string;
    /** Folder with the Streamlit app, its `requirements.txt` and, if it brings one, its Dockerfile, relative to the program. @default `./streamlit` */
    readonly app: string;
    /** CPU units of a task; 1,024 are one vCPU. @default 256 */
    readonly cpu: number;
    /** MiB of memory of a task. @default 512 */
    readonly memory: number;
    /** CPU architecture of the image and the tasks. @default `x86_64` */
    readonly architecture: "x86_64" | "arm64";
    /** Number of tasks. @default 1 */
    readonly desiredCount: number;
    /** Number of Availability Zones of the network. @default 2 */
    readonly availabilityZones: number;
    /** Days that the app's logs are kept. @default 30 */
    readonly logRetentionDays: number;
    /** Seconds from sign-in to the next one. @default 43,200 (12 hours) */
    readonly sessionTimeout: number;
    /** Whether `aws ecs execute-command` can open a shell in a task, which needs a writable root file system. @default false */
    readonly exec: boolean;
    /** Name of a group of accounts to the pages, relative to the app's folder, that only such groups may open. @default none */
    readonly groups: Readonly<Record<string, readonly string[]>>;
    /** AWS region: `aws:region`, or else the environment's `AWS_REGION`. */
    readonly region: string;
}

type Key = keyof typeof rules;
type Values = { [K in Key]?: z.output<(typeof rules)[K]["schema"]> };

/**
 * Reads and checks the stack's configuration. Call it before anything is registered.
 *
 * @throws ConfigError that lists every problem at once.
 */
export function loadSettings(): Settings {
    const texts = readTexts(new pulumi.Config());
    const problems: Problem[] = unknownKeys();
    const values = parse(texts, problems);
    const region: string | undefined = aws.config.region;
    problems.push(...regionProblems(region));
    problems.push(...zoneProblems(values, texts), ...sizeProblems(values), ...certificateProblems(values, region));
    if (problems.length > 0) {
        throw new ConfigError(problems);
    }
    // Without a problem, every key has a value but the optional ones.
    const complete = values as Complete;
    return {
        ...complete,
        certificateArn: complete.certificateArn,
        groups: complete.groups ?? {},
        hostedZone: complete.hostedZone ?? parentOf(complete.domain),
        loginPrefix: complete.loginPrefix ?? defaultLoginPrefix(pulumi.getProject(), pulumi.getStack(), complete.domain),
        region: region ?? "",
    };
}

/** Keys that may stay empty. */
const optional = ["certificateArn", "hostedZone", "loginPrefix", "groups"] as const satisfies readonly Key[];
type Optional = (typeof optional)[number];
type Complete = Required<Omit<Values, Optional>> & Pick<Values, Optional>;

/** `app.example.com` to `example.com`. */
function parentOf(domain: string): string {
    return domain.slice(domain.indexOf(".") + 1);
}

/** An empty text is as good as none: `Pulumi.yaml` can declare a key only with a default. */
function readTexts(config: pulumi.Config): Partial<Record<Key, string>> {
    const texts = (Object.keys(rules) as Key[]).map((key) => [key, config.get(key)?.trim()] as const);
    return Object.fromEntries(texts.filter(([, text]) => text !== undefined && text !== ""));
}

function parse(texts: Partial<Record<Key, string>>, problems: Problem[]): Values {
    const values: Record<string, unknown> = {};
    for (const key of Object.keys(rules) as Key[]) {
        const text = texts[key];
        const { schema, example } = rules[key];
        const mend = `pulumi config set ${key} ${example}`;
        if (text === undefined) {
            if (!optional.some((candidate) => candidate === key)) {
                problems.push({ key, value: undefined, rule: "must have a value", mend });
            }
            continue;
        }
        const result = schema.safeParse(text);
        if (result.success) {
            values[key] = result.data;
        } else {
            problems.push(...result.error.issues.map((issue) => ({ key, value: text, rule: issue.message, mend })));
        }
    }
    return values;
}

function regionProblems(region: string | undefined): Problem[] {
    const rule = "must name the AWS region to deploy to";
    return region !== undefined && /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(region)
        ? []
        : [{ key: "aws:region", value: region, rule, mend: "pulumi config set aws:region us-east-1" }];
}

/** A mistyped key would otherwise be ignored, and its default deployed. */
function unknownKeys(): Problem[] {
    const prefix = `${pulumi.getProject()}:`;
    const own = Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith(prefix));
    const known = Object.keys(rules);
    const rule = `is not a setting; the settings are ${known.join(", ")}`;
    return own
        .map((key) => key.slice(prefix.length))
        .filter((key) => !known.includes(key))
        .map((key) => ({ key, value: undefined, hidden: true, rule, mend: `pulumi config rm ${key}` }));
}

function zoneProblems({ domain, hostedZone }: Values, texts: Partial<Record<Key, string>>): Problem[] {
    if (domain === undefined) {
        return [];
    }
    if (hostedZone === undefined) {
        // example.com's parent is a top-level domain, which nobody hosts.
        const topLevel = texts.hostedZone === undefined && domain.split(".").length === 2;
        return topLevel
            ? [
                  {
                      key: "hostedZone",
                      value: undefined,
                      rule: `must name the hosted zone of ${domain}`,
                      mend: `pulumi config set hostedZone ${domain}`,
                  },
              ]
            : [];
    }
    return domain === hostedZone || domain.endsWith(`.${hostedZone}`)
        ? []
        : [
              {
                  key: "hostedZone",
                  value: hostedZone,
                  rule: `must be ${domain} or a zone above it`,
                  // The parent of a domain with two labels is a top-level domain, which nobody hosts.
                  mend: `pulumi config set hostedZone ${domain.split(".").length === 2 ? domain : parentOf(domain)}`,
              },
          ];
}

function sizeProblems({ cpu, memory }: Values): Problem[] {
    if (cpu === undefined || memory === undefined || fargateMemories(cpu).includes(memory)) {
        return [];
    }
    const memories = fargateMemories(cpu);
    const nearest = memories.find((candidate) => candidate >= memory) ?? memories.at(-1);
    return [
        {
            key: "memory",
            value: String(memory),
            rule: `must be one of ${memories.join(", ")} (MiB), which Fargate offers with cpu ${cpu}`,
            mend: `pulumi config set memory ${nearest}`,
        },
    ];
}

/** The load balancer finds certificates of its own region only, and a certificate's common name has at most 64 characters. */
function certificateProblems({ certificateArn, domain }: Values, region: string | undefined): Problem[] {
    if (certificateArn === undefined) {
        return domain !== undefined && domain.length > 64
            ? [
                  {
                      key: "certificateArn",
                      value: undefined,
                      rule: "must be set, because AWS Certificate Manager issues none for a domain of more than 64 characters",
                      mend: `pulumi config set certificateArn ${rules.certificateArn.example}`,
                  },
              ]
            : [];
    }
    const certificateRegion = certificateArn.split(":")[3];
    return region === undefined || certificateRegion === region
        ? []
        : [
              {
                  key: "certificateArn",
                  value: certificateArn,
                  rule: `must be a certificate in ${region}, the stack's region`,
                  mend: `pulumi config set certificateArn ${rules.certificateArn.example.replace("us-east-1", region)}`,
              },
          ];
}
