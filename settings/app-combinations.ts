import { dockerfileProblems } from "./app-folder";
import { slotOf } from "./app-slot";
import type { FurtherApp } from "./apps";
import { fargateMemories } from "./fargate";
import type { Problem } from "./problems";
import type { Values } from "./schema";

/**
 * What one load balancer takes, not counting its listeners' default rules and certificates. Source: "Quotas for your Application Load Balancers". The quotas
 * of target groups and of values in a rule's conditions are further away.
 */
export const quotas = { rules: 100, certificates: 25 };

/**
 * Rules of an app; a further one's host is redirected to HTTPS by a rule of its own. A schedule has one for the page of a closed app, identity providers
 * have one for the page of who may not come in, and blue/green deployments one for all that is forwarded.
 */
export const rulesOfApp = { main: 3, further: 4, schedule: 1, identityProviders: 1, blueGreen: 1 };

/** What the further apps are checked beside. */
interface Beside {
    readonly values: Partial<Values>;
    readonly region: string | undefined;
    /** Zone of the hosts of apps that name none; undefined where it is not known. */
    readonly hostedZone: string | undefined;
}

/** What is wrong with the further apps beside each other, the main app and their folders. */
export function appsProblems(beside: Beside): Problem[] {
    const apps = Object.entries(beside.values.apps ?? {});
    const each = [hostProblems, zoneProblems, sizeProblems, countProblems, certificateProblems, groupProblems, folderProblems];
    return [
        ...apps.flatMap(([name, app]) => each.flatMap((problems) => problems(name, app, beside))),
        ...slotProblems(apps.map(([name]) => name)),
        ...quotaProblems(
            apps.map(([, app]) => app),
            beside.values,
        ),
    ];
}

/** One host is one app's: the load balancer would ask the rules of whichever comes first. */
function hostProblems(name: string, { host }: FurtherApp, { values: { apps = {}, domain } }: Beside): Problem[] {
    const names = Object.keys(apps);
    const earlier = names.slice(0, names.indexOf(name)).find((other) => apps[other]?.host === host);
    const owner = host === domain ? "the main app" : earlier;
    if (owner === undefined) {
        return [];
    }
    const mend = `pulumi config set --path apps.${name}.host ${name}.${host}`;
    return [{ key: `apps.${name}.host`, value: host, rule: `must be a host of its own: ${owner} has it`, mend }];
}

function zoneProblems(name: string, { host, hostedZone }: FurtherApp, beside: Beside): Problem[] {
    const zone = hostedZone ?? beside.hostedZone;
    if (zone === undefined || host === zone || host.endsWith(`.${zone}`)) {
        return [];
    }
    const parent = host.split(".").length === 2 ? host : host.slice(host.indexOf(".") + 1);
    const mend = `pulumi config set --path apps.${name}.hostedZone ${parent}`;
    const rule =
        hostedZone === undefined
            ? `must name the hosted zone of ${host}, which is not in the stack's, ${zone}`
            : `must be ${host} or a zone above it`;
    return [{ key: `apps.${name}.hostedZone`, value: hostedZone, rule, mend }];
}

function sizeProblems(name: string, app: FurtherApp, { values }: Beside): Problem[] {
    const cpu = app.cpu ?? values.cpu;
    const memory = app.memory ?? values.memory;
    // Where both are the stack's own, they are judged as such.
    if ((app.cpu ?? app.memory) === undefined || cpu === undefined || memory === undefined || fargateMemories(cpu).includes(memory)) {
        return [];
    }
    const memories = fargateMemories(cpu);
    const nearest = memories.find((candidate) => candidate >= memory) ?? memories.at(-1);
    const rule = `must be one of ${memories.join(", ")} (MiB), which Fargate offers with cpu ${cpu}`;
    const mend = `pulumi config set --path apps.${name}.memory ${nearest}`;
    return [{ key: `apps.${name}.memory`, value: String(memory), rule, mend }];
}

function countProblems(name: string, { desiredCount }: FurtherApp, { values: { maxCount } }: Beside): Problem[] {
    if (desiredCount === undefined || maxCount === undefined || desiredCount < maxCount) {
        return [];
    }
    const key = `apps.${name}.desiredCount`;
    const rule = `must be less than maxCount, which is ${maxCount} for every app`;
    return [{ key, value: String(desiredCount), rule, mend: `pulumi config set --path ${key} ${maxCount - 1}` }];
}

function certificateProblems(name: string, { certificateArn, host }: FurtherApp, { region = "us-east-1" }: Beside): Problem[] {
    const key = `apps.${name}.certificateArn`;
    const mend = `pulumi config set --path ${key} arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;
    if (certificateArn === undefined) {
        const rule = "must be set, because AWS Certificate Manager issues none for a host of more than 64 characters";
        return host.length > 64 ? [{ key, value: undefined, rule, mend }] : [];
    }
    const rule = `must be a certificate in ${region}, the stack's region`;
    return certificateArn.split(":")[3] === region ? [] : [{ key, value: certificateArn, rule, mend }];
}

/** Nobody can be in a group that there is not, so nobody could open the app. */
function groupProblems(name: string, { groups = [] }: FurtherApp, { values }: Beside): Problem[] {
    const declared = Object.keys(values.groups ?? {});
    const rule = `must name groups that the setting groups has${declared.length === 0 ? "; it has none" : `: ${declared.join(", ")}`}`;
    // Where `groups` is wrong by itself, that is the problem.
    return values.groups === undefined
        ? []
        : groups
              .filter((group) => !declared.includes(group))
              .map((group) => {
                  const byHand = `Correct the name, or add the group to the setting groups, such as {"${group}":[]}.`;
                  return { key: `apps.${name}.groups`, value: group, rule, mend: { byHand } };
              });
}

function folderProblems(name: string, { folder }: FurtherApp): Problem[] {
    return dockerfileProblems(folder, `apps.${name}.folder`);
}

/** Two apps of one slot would have rules of the same priority, which AWS refuses. */
function slotProblems(names: readonly string[]): Problem[] {
    return names.flatMap((name, index) => {
        const earlier = names.slice(0, index).find((other) => slotOf(other) === slotOf(name));
        const rule = `must have another name: the priorities of its rules follow from it, and ${earlier ?? ""} has the same`;
        const byHand = `Rename one of the two, such as ${name} to ${name}-2.`;
        return earlier === undefined ? [] : [{ key: `apps.${name}`, value: undefined, hidden: true, rule, mend: { byHand } }];
    });
}

/** Rules of each app that a setting brings. */
function moreRules({ deployment, identityProviders = {}, schedule }: Partial<Values>): number {
    return (
        (schedule === undefined ? 0 : rulesOfApp.schedule) +
        (Object.keys(identityProviders).length === 0 ? 0 : rulesOfApp.identityProviders) +
        (deployment === "blueGreen" ? rulesOfApp.blueGreen : 0)
    );
}

function quotaProblems(apps: readonly FurtherApp[], values: Partial<Values>): Problem[] {
    const mainCertificate = values.certificateArn;
    const more = moreRules(values);
    const issued = apps.filter(({ certificateArn }) => certificateArn === undefined).length;
    const named = new Set(apps.map(({ certificateArn }) => certificateArn).filter((arn) => arn !== undefined && arn !== mainCertificate));
    const counts = [
        { count: rulesOfApp.main + more + (rulesOfApp.further + more) * apps.length, quota: quotas.rules, things: "listener rules" },
        { count: issued + named.size, quota: quotas.certificates, things: "certificates beside the main app's" },
    ];
    const byHand = "Move apps to another stack, or let them share a certificate, such as one for *.example.com, by certificateArn.";
    return counts
        .filter(({ count, quota }) => count > quota)
        .map(({ count, quota, things }) => {
            const rule = `must not need ${count} ${things}: a load balancer takes ${quota}`;
            return { key: "apps", value: undefined, hidden: true, rule, mend: { byHand } };
        });
}
