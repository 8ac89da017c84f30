import { settingDefinitions } from "../settings/schema";

/** What is set to try an option, beside others that it needs. */
export interface Trial {
    /** The setting that it is about. */
    readonly key: string;
    /** Key, without the project, to value. */
    readonly set: Readonly<Record<string, string>>;
}

/** A provider without a secret: an example must not need one. */
const singleSignOn = {
    identityProviders: '{"Office":{"type":"saml","metadataUrl":"https://login.example.com/metadata.xml"}}',
    allowedPeople: '["example.com"]',
};

/** Where the setting's own example is what the default is, or does not stand alone. */
const better: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    cpu: { cpu: "1024", memory: "2048" },
    memory: { memory: "1024" },
    architecture: { architecture: "arm64" },
    desiredCount: { desiredCount: "2" },
    availabilityZones: { availabilityZones: "3" },
    logRetentionDays: { logRetentionDays: "365" },
    targetCpu: { maxCount: "4", targetCpu: "50" },
    ...Object.fromEntries(["identityProviders", "allowedPeople"].map((key) => [key, singleSignOn])),
    groups: { groups: '{"analysts":[]}' },
    app: { app: "./samples/explorer" },
    mfa: { mfa: "required" },
    sessionTimeout: { sessionTimeout: "3600" },
    deployment: { deployment: "blueGreen" },
    bakeTime: { deployment: "blueGreen", bakeTime: "60" },
    drain: { drain: "600" },
    accessLogDays: { accessLogs: "true", accessLogDays: "90" },
    wafAllowedIps: { waf: "true", wafAllowedIps: '["203.0.113.0/24"]' },
    wafBlockedIps: { waf: "true", wafBlockedIps: '["198.51.100.7/32"]' },
    wafRateLimit: { waf: "true", wafRateLimit: "1000" },
    monthlyBudget: { alarmEmail: "ada@example.com", monthlyBudget: "50" },
};

/** Every setting at its example. */
export function trials(): Trial[] {
    // The example of what is a secret is no value.
    const values = Object.entries(settingDefinitions).filter(([, { example }]) => !example.startsWith("--"));
    const all = values.map(([key, { example }]) => ({
        key,
        set: better[key] ?? { [key]: example === "false" ? "true" : unquoted(example) },
    }));
    const same = (one: Trial, other: Trial): boolean => JSON.stringify(one.set) === JSON.stringify(other.set);
    // Settings that need each other are tried once.
    return all.filter((trial, index) => all.findIndex((other) => same(trial, other)) === index);
}

/** Settings that AWS takes only together. */
const together = [["cpu", "memory"]];

/** What differs from the defaults, each with what it would be without: the default. Keys without the project. */
export function withoutEach(values: Readonly<Record<string, string>>, defaults: Readonly<Record<string, string>>): Trial[] {
    const changed = Object.keys(values).filter((key) => {
        const needed =
            (settingDefinitions as Readonly<Record<string, { required: boolean }>>)[key]?.required === true && (defaults[key] ?? "") === "";
        return values[key] !== (defaults[key] ?? "") && !needed;
    });
    const groups = changed.map((key) =>
        (together.find((group) => group.includes(key)) ?? [key]).filter((member) => changed.includes(member)),
    );
    const unique = [...new Map(groups.map((group) => [group.join(" "), group] as const)).values()];
    return unique.map((group) => ({ key: group.join(" and "), set: Object.fromEntries(group.map((key) => [key, defaults[key] ?? ""])) }));
}

/** An example as it is written for a shell. */
function unquoted(example: string): string {
    return example.replace(/^'(.*)'$/s, "$1");
}
