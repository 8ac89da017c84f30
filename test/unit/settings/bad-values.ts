import type { Problem } from "../../../settings/problems";
import type { Overrides } from "../support/declare";

/** A configuration that must be refused, and what must be said about it. */
export interface BadConfig {
    readonly config: NonNullable<Overrides["config"]>;
    readonly problems: readonly Problem[];
}

const hostName = "must be a host name in lower case that ends in letters, without https://, port or path";
const prefixShape = "must be 1 to 63 lower-case letters, digits and hyphens, and may not start or end with a hyphen";
const arn = "must be the ARN of a certificate in AWS Certificate Manager";
const cpus = "must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 (CPU units)";
const days =
    "must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (days)";
const noFolder = "must be a folder that holds app.py and requirements.txt, or a Dockerfile";
const pageGroups = 'must be JSON of group names, without spaces, and lists of pages, such as {"analysts":["pages/reports.py"]}';
const region = "must name the AWS region to deploy to";
const otherPartition =
    "must be a commercial AWS region: in China, GovCloud, the European Sovereign Cloud and isolated regions, Cognito and the load balancer's keys are at addresses that this program does not know";
const notSet = "must have a value";

/** The rule, and a right value for the command that mends it, by key. */
const examples: Readonly<Record<string, string>> = {
    domain: "streamlit.example.com",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
    hostedZone: "example.com",
    loginPrefix: "my-team-login",
    app: "./streamlit",
    groups: `'{"analysts":["pages/reports.py"]}'`,
    cpu: "256",
    memory: "512",
    architecture: "x86_64",
    desiredCount: "1",
    availabilityZones: "2",
    logRetentionDays: "30",
    sessionTimeout: "43200",
    exec: "false",
    deployment: "rolling",
    bakeTime: "10",
    drain: "30",
    "aws:region": "us-east-1",
};

/** One bad value, with one problem whose mending is the key's example. */
function one(key: string, value: string, rule: string): BadConfig {
    return { config: { [key]: value }, problems: [{ key, value, rule, mend: `pulumi config set ${key} ${examples[key]!}` }] };
}

/** A folder of an app that lacks a file. */
function incomplete(folder: string, missing: string, steps: string): BadConfig {
    const mend = { byHand: `In ${folder}, ${steps}.` };
    return { config: { app: folder }, problems: [{ key: "app", value: folder, rule: `${noFolder}: it has no ${missing}`, mend }] };
}

/** The same, beside values that are right. */
function beside(config: BadConfig["config"], bad: BadConfig): BadConfig {
    return { ...bad, config: { ...config, ...bad.config } };
}

/** A key without a value: as good as removed, as an empty text, or as blanks. */
function missing(key: string, value: string | undefined, rule = notSet): BadConfig {
    const mend = `pulumi config set ${key} ${examples[key]!}`;
    return { config: { [key]: value }, problems: [{ key, value: undefined, rule, mend }] };
}

function range(key: string, least: number, most: number, unit: string, values: readonly string[]): BadConfig[] {
    return values.map((value) => one(key, value, `must be a whole number from ${least} to ${most} (${unit})`));
}

/** Values that are wrong by themselves. */
export const badValues: readonly BadConfig[] = [
    missing("domain", undefined),
    missing("domain", ""),
    missing("domain", "   "),
    ...["https://streamlit.example.com", "Streamlit.example.com", "streamlit.example.com:443", "streamlit.example.com/app"].map((value) =>
        one("domain", value, hostName),
    ),
    ...["localhost", "*.example.com", "-a.example.com", "a..example.com", "example.com.", "10.0.0.1", "a_b.example.com"].map((value) =>
        one("domain", value, hostName),
    ),
    one("domain", "app.example.xn--p1ai", hostName),
    one("domain", `${"a".repeat(64)}.example.com`, hostName),
    ...["com", "Example.com", "Z0123456789ABCDEF"].map((value) => one("hostedZone", value, hostName)),
    ...[
        "none",
        "arn:aws:iam::123456789012:server-certificate/name",
        "arn:aws:acm:us-east-1:123456789012:certificate/",
        "arn:aws-cn:acm:cn-north-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        "arn:aws:acm:us-east-1:1234:certificate/12345678-1234-1234-1234-123456789012",
    ].map((value) => one("certificateArn", value, arn)),
    ...["My-Login", "-login", "login-", "my_login", "a".repeat(64)].map((value) => one("loginPrefix", value, prefixShape)),
    one("loginPrefix", "my-aws-app", 'may not contain "aws"; Cognito reserves aws, amazon, cognito'),
    one("loginPrefix", "cognito-app", 'may not contain "cognito"; Cognito reserves aws, amazon, cognito'),
    one("app", "./no-such-folder", `${noFolder}: there is no such folder`),
    one("app", "~/my-app", `${noFolder}: there is no such folder, and ~ is not expanded: write the whole path`),
    incomplete(
        "./docs",
        "app.py and no requirements.txt",
        "add app.py, as ./streamlit has one, and add requirements.txt, as ./streamlit has one",
    ),
    incomplete("./test/unit/fixtures/other-name", "app.py", "rename streamlit_app.py to app.py"),
    ...[
        "analysts",
        '["analysts"]',
        '{"analysts":"pages/reports.py"}',
        '{"two words":[]}',
        '{"analysts":["/etc/x.py"]}',
        '{"analysts":["../x.py"]}',
        '{"analysts":["pages/reports"]}',
    ].map((value) => beside({ app: "./test/unit/fixtures/paged-app" }, one("groups", value, pageGroups))),
    missing("app", undefined),
    ...["0", "257", "1 vCPU", "256.0", "0256"].map((value) => one("cpu", value, cpus)),
    ...range("memory", 512, 122_880, "MiB", ["0", "511", "122881", "0.5 GB", "-512", "512.5", "1e3", "9999999999"]),
    ...["x86", "ARM64", "amd64"].map((value) => one("architecture", value, "must be x86_64 or arm64")),
    ...range("desiredCount", 1, 100, "tasks", ["0", "-1", "101", "two", "1.5"]),
    ...range("availabilityZones", 2, 6, "Availability Zones", ["1", "7", "all"]),
    ...["0", "2", "31", "forever"].map((value) => one("logRetentionDays", value, days)),
    ...range("sessionTimeout", 60, 604_800, "seconds", ["59", "604801", "12h"]),
    ...["yes", "1", "True", "TRUE"].map((value) => one("exec", value, "must be true or false")),
    missing("exec", undefined),
    ...["canary", "bluegreen", "BLUE_GREEN"].map((value) => one("deployment", value, "must be rolling or blueGreen")),
    ...range("bakeTime", 0, 1440, "minutes", ["-1", "1441", "10m"]),
    ...range("drain", 0, 3600, "seconds", ["-1", "3601", "1h"]),
    missing("aws:region", undefined, region),
    ...["us-east", "Virginia", "us-east-1a"].map((value) => one("aws:region", value, region)),
    ...["us-gov-west-1", "cn-north-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "eusc-de-east-1"].map((value) =>
        one("aws:region", value, otherPartition),
    ),
];
