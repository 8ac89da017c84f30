import { setCommand } from "./config-command";
import { certificateArnIn } from "./definition";
import { fargateMemories } from "./fargate";
import type { Problem } from "./problems";

/** Where the settings of an app are: the keys of the main one have no prefix, those of a further one `apps.<name>.`. */
export type Prefix = "" | `apps.${string}.`;

/** `app.example.com` to `example.com`. */
export function parentOf(domain: string): string {
    return domain.slice(domain.indexOf(".") + 1);
}

/** Whether nobody hosts a zone: the parent of a domain with two labels is a top-level domain. */
export function isTopLevel(zone: string): boolean {
    return !zone.includes(".");
}

/** The hosted zone of an app's host. */
export interface ZoneOfApp {
    readonly host: string;
    /** What its own setting says. */
    readonly hostedZone: string | undefined;
    /** The zone where its own setting says none; undefined where that is not known. */
    readonly otherwise: string | undefined;
    /** What must hold where its own setting says none and the other zone is not above the host. */
    readonly rule: (zone: string) => string;
}

/** The host's records must be in its zone. */
export function zoneProblems(prefix: Prefix, { host, hostedZone, otherwise, rule }: ZoneOfApp): Problem[] {
    const zone = hostedZone ?? otherwise;
    if (zone === undefined || (!isTopLevel(zone) && (host === zone || host.endsWith(`.${zone}`)))) {
        return [];
    }
    const key = `${prefix}hostedZone`;
    const parent = parentOf(host);
    const mend = setCommand(`${prefix}hostedZone`, isTopLevel(parent) ? host : parent);
    return [{ key, value: hostedZone, rule: hostedZone === undefined ? rule(zone) : `must be ${host} or a zone above it`, mend }];
}

/** Fargate offers some sizes of memory with each size of CPU. */
export function sizeProblems(prefix: Prefix, { cpu, memory }: Readonly<Record<"cpu" | "memory", number | undefined>>): Problem[] {
    if (cpu === undefined || memory === undefined || fargateMemories(cpu).includes(memory)) {
        return [];
    }
    const memories = fargateMemories(cpu);
    const nearest = memories.find((candidate) => candidate >= memory) ?? memories.at(-1) ?? memory;
    const rule = `must be one of ${memories.join(", ")} (MiB), which Fargate offers with cpu ${cpu}`;
    return [{ key: `${prefix}memory`, value: String(memory), rule, mend: setCommand(`${prefix}memory`, nearest) }];
}

/** The load balancer finds certificates of its own region only, and a certificate's common name has at most 64 characters. */
export function certificateProblems(
    prefix: Prefix,
    { certificateArn, host }: { readonly certificateArn: string | undefined; readonly host: string | undefined },
    region: string | undefined,
): Problem[] {
    const problem = (rule: string): Problem[] => {
        const mend = setCommand(`${prefix}certificateArn`, certificateArnIn(region ?? "us-east-1"));
        return [{ key: `${prefix}certificateArn`, value: certificateArn, rule, mend }];
    };
    if (certificateArn !== undefined) {
        const isNear = region === undefined || certificateArn.split(":")[3] === region;
        return isNear ? [] : problem(`must be a certificate in ${region}, the stack's region`);
    }
    const isTooLong = host !== undefined && host.length > 64;
    return isTooLong ? problem("must be set, because AWS Certificate Manager issues none for a host name of more than 64 characters") : [];
}
