import { certificateProblems, sizeProblems, zoneProblems, type Prefix } from "./any-app";
import { dockerfileProblems } from "./app-folder";
import { slotOf } from "./app-slot";
import { namedCertificates, type FurtherApp } from "./apps";
import { setCommand } from "./config-command";
import type { Configuration } from "./configuration";
import type { Problem } from "./problems";
import type { Values } from "./schema";

/**
 * What one load balancer takes, not counting its listeners' default rules and certificates. Source: "Quotas for your Application Load Balancers". The quotas
 * of target groups and of values in a rule's conditions are further away.
 */
const quotas = { listenerRules: 100, certificates: 25 };

/**
 * Rules of an app; a further one's host is redirected to HTTPS by a rule of its own. A schedule has one for the page of a closed app, identity providers
 * have one for the page of those who may not come in, and blue/green deployments one for all that is forwarded.
 */
export const listenerRulesOfApp = { main: 3, further: 4, schedule: 1, identityProviders: 1, blueGreen: 1 };

/** What the further apps are checked beside. */
interface AppsConfiguration extends Pick<Configuration<Values>, "values" | "region"> {
    /** Zone of the hosts of apps that name none; undefined where it is not known. */
    readonly hostedZone: string | undefined;
}

/** What is wrong with the further apps beside each other, the main app and their folders. */
export function appsProblems(configuration: AppsConfiguration): Problem[] {
    const apps = Object.entries(configuration.values.apps ?? {});
    const each = [hostProblems, appZoneProblems, appSizeProblems, countProblems, appCertificateProblems, groupProblems, folderProblems];
    return [
        ...apps.flatMap(([name, app]) => each.flatMap((problems) => problems(name, app, configuration))),
        ...slotProblems(apps.map(([name]) => name)),
        ...quotaProblems(configuration),
    ];
}

function prefixOf(name: string): Prefix {
    return `apps.${name}.`;
}

/** One host is one app's: the load balancer would ask the rules of whichever comes first. */
function hostProblems(name: string, { host }: FurtherApp, { values: { apps = {}, domain } }: AppsConfiguration): Problem[] {
    const names = Object.keys(apps);
    const earlier = names.slice(0, names.indexOf(name)).find((other) => apps[other]?.host === host);
    const owner = host === domain ? "the main app" : earlier;
    if (owner === undefined) {
        return [];
    }
    const mend = setCommand(`${prefixOf(name)}host`, `${name}.${host}`);
    return [{ key: `${prefixOf(name)}host`, value: host, rule: `must be a host of its own: ${owner} has it`, mend }];
}

function appZoneProblems(name: string, { host, hostedZone }: FurtherApp, { hostedZone: otherwise }: AppsConfiguration): Problem[] {
    const rule = (zone: string): string => `must name the hosted zone of ${host}, which is not in the stack's, ${zone}`;
    return zoneProblems(prefixOf(name), { host, hostedZone, otherwise, rule });
}

function appSizeProblems(name: string, app: FurtherApp, { values }: AppsConfiguration): Problem[] {
    const [cpu, memory] = [app.cpu ?? values.cpu, app.memory ?? values.memory];
    // Where both are the stack's own, they are judged as such.
    return (app.cpu ?? app.memory) === undefined ? [] : sizeProblems(prefixOf(name), { cpu, memory });
}

function countProblems(name: string, { desiredCount }: FurtherApp, { values: { maxCount } }: AppsConfiguration): Problem[] {
    if (desiredCount === undefined || maxCount === undefined || desiredCount < maxCount) {
        return [];
    }
    const key = `${prefixOf(name)}desiredCount`;
    const rule = `must be less than maxCount, which is ${maxCount} for every app`;
    return [{ key, value: String(desiredCount), rule, mend: setCommand(`${prefixOf(name)}desiredCount`, maxCount - 1) }];
}

function appCertificateProblems(name: string, { certificateArn, host }: FurtherApp, { region }: AppsConfiguration): Problem[] {
    return certificateProblems(prefixOf(name), { certificateArn, host }, region);
}

/** Nobody can be in a group that there is not, so nobody could open the app. */
function groupProblems(name: string, { groups = [] }: FurtherApp, { values }: AppsConfiguration): Problem[] {
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
function moreListenerRules({ deployment, identityProviders = {}, schedule }: Partial<Values>): number {
    return (
        (schedule === undefined ? 0 : listenerRulesOfApp.schedule) +
        (Object.keys(identityProviders).length === 0 ? 0 : listenerRulesOfApp.identityProviders) +
        (deployment === "blueGreen" ? listenerRulesOfApp.blueGreen : 0)
    );
}

function quotaProblems({ values }: AppsConfiguration): Problem[] {
    const { apps = {}, certificateArn } = values;
    const further = Object.values(apps);
    const more = moreListenerRules(values);
    const issued = further.filter((app) => app.certificateArn === undefined).length;
    const named = namedCertificates({ apps, certificateArn }).length;
    const counts = [
        {
            count: listenerRulesOfApp.main + more + (listenerRulesOfApp.further + more) * further.length,
            quota: quotas.listenerRules,
            things: "listener rules",
        },
        { count: issued + named, quota: quotas.certificates, things: "certificates beside the main app's" },
    ];
    const byHand = "Move apps to another stack, or let them share a certificate, such as one for *.example.com, by certificateArn.";
    return counts
        .filter(({ count, quota }) => count > quota)
        .map(({ count, quota, things }) => {
            const rule = `must not need ${count} ${things}: a load balancer takes ${quota}`;
            return { key: "apps", value: undefined, hidden: true, rule, mend: { byHand } };
        });
}
