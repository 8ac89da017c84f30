import { ofType, type Resource, type Stack } from "../declared/resource";
import { mostTasks, servicesOf, taskOf } from "../declared/tasks";
import { types } from "../declared/types";
import { at, listAt, numberAt, textAt } from "../declared/values";
import { viewOfDeclared } from "../declared/view";
import type { DeclaredStack } from "../local/declared";
import { hostSettings, type HostSettings } from "./host-settings";
import { integratedServices, namesOf, type IntegratedService } from "./own-certificates";

/**
 * What a stack needs of the owner's account, domain and machine: read from what it declares. Only which setting an advice changes is read from the
 * settings.
 */
export interface Subject {
    readonly project: string;
    readonly stack: string;
    readonly region: string;
    /** Hosted zones that the program looks up. */
    readonly zones: readonly string[];
    /** Host names that get an address, each with the zone that its record goes into. */
    readonly addresses: readonly Address[];
    /** What is served with certificates that the owner brings. */
    readonly certificates: readonly IntegratedService[];
    /** Names that the stack has a certificate issued for. */
    readonly issued: readonly string[];
    /** Cognito domain prefixes. */
    readonly loginPrefixes: readonly string[];
    /** Zones of the network. */
    readonly availabilityZones: number;
    /** What Docker builds, such as `linux/arm64`. */
    readonly platforms: readonly string[];
    readonly counts: { readonly vpcs: number; readonly loadBalancers: number; readonly userPools: number };
    /** What runs on Fargate, for each kind of its capacity. */
    readonly fargate: readonly Fargate[];
}

export interface Fargate {
    readonly capacity: "FARGATE" | "FARGATE_SPOT";
    /** vCPU of the tasks that are always there. */
    readonly steady: number;
    /** vCPU at most: of all tasks that autoscaling may start, while a deployment has new ones beside them. */
    readonly most: number;
}

export interface Address {
    readonly domain: string;
    readonly zone: string;
    /** Setting that says the host name, for advice. */
    readonly setting: string;
    /** Setting that says the zone. */
    readonly zoneSetting: string;
}

/**
 * Reads a declared stack.
 *
 * @param config the settings that it was declared with, full key to text: only for which of them an advice names
 */
export function subjectOf(declared: DeclaredStack, config: Readonly<Record<string, string>>): Subject {
    const stack = viewOfDeclared(declared);
    const zones = zonesOf(declared);
    const settings = hostSettings(declared.project, config);
    const addresses = addressesOf(stack, zones, settings);
    const prefixes = ofType(stack, types.userPoolDomain).filter(({ props }) => at(props, "certificateArn") === undefined);
    return {
        project: declared.project,
        stack: declared.stack,
        region: declared.region,
        zones: [...new Set(zones.values())],
        addresses,
        certificates: integratedServices(stack, {
            region: declared.region,
            domains: [...new Set(addresses.map(({ domain }) => domain))],
            settings,
        }),
        issued: [...new Set(ofType(stack, types.certificate).flatMap(namesOf))],
        loginPrefixes: prefixes.flatMap(({ props }) => textAt(props, "domain") ?? []),
        availabilityZones: Math.max(0, ...ofType(stack, types.awsxVpc).map(({ props }) => numberAt(props, "numberOfAvailabilityZones"))),
        platforms: [...new Set(ofType(stack, types.image).flatMap(({ props }) => textAt(props, "build", "platform") ?? []))],
        counts: {
            vpcs: ofType(stack, types.awsxVpc).length,
            loadBalancers: ofType(stack, types.loadBalancer).length,
            userPools: ofType(stack, types.userPool).length,
        },
        fargate: fargateOf(stack),
    };
}

/** Id, as the evaluation made it up, to name. */
function zonesOf({ calls }: DeclaredStack): ReadonlyMap<string, string> {
    const found = calls.filter(({ token }) => token === "aws:route53/getZone:getZone");
    return new Map(found.map(({ inputs, answer }) => [String(answer["zoneId"]), String(inputs["name"])]));
}

function addressesOf(stack: Stack, zones: ReadonlyMap<string, string>, settings: readonly HostSettings[]): Address[] {
    const aliases = ofType(stack, types.record).filter(({ props }) => listAt(props, "aliases").length > 0);
    return aliases.flatMap(({ props }) => {
        const zone = zones.get(textAt(props, "zoneId") ?? "");
        const domain = textAt(props, "name");
        const { setting = "domain", zoneSetting = "hostedZone" } = settings.find(({ host }) => host === domain) ?? {};
        return zone === undefined || domain === undefined ? [] : [{ domain, zone, setting, zoneSetting }];
    });
}

function fargateOf(stack: Stack): Fargate[] {
    const services = servicesOf(stack).map((service) => {
        const cpu = numberAt(taskOf(service), "cpu") / 1024;
        const desired = numberAt(service.props, "desiredCount");
        const grown = { ...service, props: { ...service.props, desiredCount: Math.max(desired, mostScaled(stack, service)) } };
        return { capacity: capacityOf(service), steady: cpu * desired, most: cpu * mostTasks(grown) };
    });
    return (["FARGATE", "FARGATE_SPOT"] as const).flatMap((capacity) => {
        const some = services.filter((service) => service.capacity === capacity);
        const sum = (key: "steady" | "most"): number => some.reduce((total, service) => total + service[key], 0);
        return some.length === 0 ? [] : [{ capacity, steady: sum("steady"), most: sum("most") }];
    });
}

function capacityOf({ props }: Resource): Fargate["capacity"] {
    return listAt(props, "capacityProviderStrategies").some((one) => at(one, "capacityProvider") === "FARGATE_SPOT")
        ? "FARGATE_SPOT"
        : "FARGATE";
}

/** Tasks that autoscaling may bring a service to; 0 where it has none. A target names its service at the end of its resource id. */
function mostScaled(stack: Stack, { name }: Resource): number {
    const targets = ofType(stack, types.scalableTarget).filter(({ props }) => textAt(props, "resourceId")?.endsWith(`/${name}`) === true);
    return Math.max(0, ...targets.map(({ props }) => numberAt(props, "maxCapacity")));
}
