import { appsProblems } from "./app-combinations";
import { alarmsProblems } from "./alarms";
import { dockerfileProblems, pageProblems } from "./app-folder";
import { capacityProblems } from "./capacity";
import { deploymentProblems } from "./deployments";
import { fargateMemories } from "./fargate";
import { loginPageProblems } from "./login-page";
import { peopleProblems } from "./people";
import type { Problem } from "./problems";
import { rules, type Values } from "./schema";
import { taskProblems } from "./task-environment";
import { singleSignOnProblems } from "./single-sign-on-problems";
import { wafProblems } from "./waf";

/** What the stack's configuration says, as far as it is right by itself. */
export interface Configuration {
    readonly values: Partial<Values>;
    /** Keys that have a value, right or wrong. */
    readonly set: ReadonlySet<string>;
    readonly region: string | undefined;
}

const everyProblem: readonly ((configuration: Configuration) => Problem[])[] = [
    zoneProblems,
    sizeProblems,
    certificateProblems,
    appProblems,
    peopleProblems,
    singleSignOnProblems,
    furtherAppProblems,
    loginPageProblems,
    capacityProblems,
    taskProblems,
    deploymentProblems,
    wafProblems,
    alarmsProblems,
];

/** What is wrong with values that are right by themselves, beside each other and beside the app's folder. */
export function combinationProblems(configuration: Configuration): Problem[] {
    return everyProblem.flatMap((problems) => problems(configuration));
}

/** `app.example.com` to `example.com`. */
export function parentOf(domain: string): string {
    return domain.slice(domain.indexOf(".") + 1);
}

function zoneProblems({ values: { domain, hostedZone }, set }: Configuration): Problem[] {
    if (domain === undefined || (hostedZone === undefined && set.has("hostedZone"))) {
        return [];
    }
    // The parent of a domain with two labels is a top-level domain, which nobody hosts.
    const isTop = domain.split(".").length === 2;
    const mend = `pulumi config set hostedZone ${isTop ? domain : parentOf(domain)}`;
    if (hostedZone === undefined) {
        return isTop ? [{ key: "hostedZone", value: undefined, rule: `must name the hosted zone of ${domain}`, mend }] : [];
    }
    const isAbove = domain === hostedZone || domain.endsWith(`.${hostedZone}`);
    return isAbove ? [] : [{ key: "hostedZone", value: hostedZone, rule: `must be ${domain} or a zone above it`, mend }];
}

function sizeProblems({ values: { cpu, memory } }: Configuration): Problem[] {
    if (cpu === undefined || memory === undefined || fargateMemories(cpu).includes(memory)) {
        return [];
    }
    const memories = fargateMemories(cpu);
    const nearest = memories.find((candidate) => candidate >= memory) ?? memories.at(-1);
    const rule = `must be one of ${memories.join(", ")} (MiB), which Fargate offers with cpu ${cpu}`;
    return [{ key: "memory", value: String(memory), rule, mend: `pulumi config set memory ${nearest}` }];
}

/** The load balancer finds certificates of its own region only, and a certificate's common name has at most 64 characters. */
function certificateProblems({ values: { certificateArn, domain }, region, set }: Configuration): Problem[] {
    const { example } = rules.certificateArn;
    if (certificateArn === undefined) {
        const rule = "must be set, because AWS Certificate Manager issues none for a domain of more than 64 characters";
        const isNeeded = !set.has("certificateArn") && domain !== undefined && domain.length > 64;
        return isNeeded ? [{ key: "certificateArn", value: undefined, rule, mend: `pulumi config set certificateArn ${example}` }] : [];
    }
    if (region === undefined || certificateArn.split(":")[3] === region) {
        return [];
    }
    const rule = `must be a certificate in ${region}, the stack's region`;
    const mend = `pulumi config set certificateArn ${example.replace("us-east-1", region)}`;
    return [{ key: "certificateArn", value: certificateArn, rule, mend }];
}

function appProblems({ values: { app, groups = {} } }: Configuration): Problem[] {
    return app === undefined ? [] : [...dockerfileProblems(app), ...pageProblems(app, groups)];
}

function furtherAppProblems({ values, region, set }: Configuration): Problem[] {
    const { domain } = values;
    // A zone that is wrong by itself is the problem then.
    const ofDomain = domain === undefined || set.has("hostedZone") ? undefined : parentOf(domain);
    return appsProblems({ values, region, hostedZone: values.hostedZone ?? ofDomain });
}
