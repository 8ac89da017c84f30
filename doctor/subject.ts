import type { DeclaredStack } from "../local/declared";
import { viewOfDeclared } from "../policy/view/declared";
import { ofType, type Resource, type Stack } from "../policy/view/resource";
import { mostTasks, servicesOf, taskOf } from "../policy/view/tasks";
import { types } from "../policy/view/types";
import { at, listAt, numberAt, textAt } from "../policy/view/values";

/** What a stack needs of the owner's account, domain and machine: read from what it declares, not from its settings. */
export interface Subject {
    readonly project: string;
    readonly stack: string;
    readonly region: string;
    /** Hosted zones that the program looks up. */
    readonly zones: readonly string[];
    /** Host names that get an address, each with the zone that its record goes into. */
    readonly addresses: readonly Address[];
    /** Certificates that the owner brings. */
    readonly certificates: readonly OwnCertificate[];
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
}

export interface OwnCertificate {
    readonly arn: string;
    /** The host names that are served with it. */
    readonly domains: readonly string[];
    /** Where it must be. */
    readonly region: string;
}

const recordType = "aws:route53/record:Record";
const targetType = "aws:appautoscaling/target:Target";
const imageType = "docker:index/image:Image";

/** Reads a declared stack. */
export function subjectOf(declared: DeclaredStack): Subject {
    const stack = viewOfDeclared(declared);
    const zones = zonesOf(declared);
    const addresses = addressesOf(stack, zones);
    const prefixes = ofType(stack, types.userPoolDomain).filter(({ props }) => at(props, "certificateArn") === undefined);
    return {
        project: declared.project,
        stack: declared.stack,
        region: declared.region,
        zones: [...new Set(zones.values())],
        addresses,
        certificates: certificatesOf(stack, declared.region, addresses),
        issued: [...new Set(ofType(stack, types.certificate).flatMap(namesOf))],
        loginPrefixes: texts(prefixes, "domain"),
        availabilityZones: Math.max(0, ...ofType(stack, types.awsxVpc).map(({ props }) => numberAt(props, "numberOfAvailabilityZones"))),
        platforms: [...new Set(ofType(stack, imageType).flatMap(({ props }) => textAt(props, "build", "platform") ?? []))],
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

function addressesOf(stack: Stack, zones: ReadonlyMap<string, string>): Address[] {
    const aliases = ofType(stack, recordType).filter(({ props }) => listAt(props, "aliases").length > 0);
    return aliases.flatMap(({ props }) => {
        const zone = zones.get(textAt(props, "zoneId") ?? "");
        const domain = textAt(props, "name");
        return zone === undefined || domain === undefined ? [] : [{ domain, zone }];
    });
}

/** Those of listeners and of login pages that no resource of the stack issues. */
function certificatesOf(stack: Stack, region: string, addresses: readonly Address[]): OwnCertificate[] {
    const issued = new Set(ofType(stack, types.certificate).flatMap(({ references }) => references));
    const login = ofType(stack, types.userPoolDomain).flatMap(({ props }) => {
        const arn = textAt(props, "certificateArn");
        // Cognito serves them from CloudFront, whose certificates are there. Source: Cognito, "Using your own domain for managed login".
        return arn === undefined ? [] : [{ arn, domains: texts([{ props }], "domain"), region: "us-east-1" }];
    });
    const ofLogin = new Set(login.flatMap(({ domains }) => domains));
    const domains = [...new Set(addresses.map(({ domain }) => domain))].filter((domain) => !ofLogin.has(domain));
    const listeners = [...new Set(texts(ofType(stack, types.listener), "certificateArn"))].map((arn) => ({ arn, domains, region }));
    return [...listeners, ...login].filter(({ arn }) => !issued.has(arn));
}

function namesOf({ props }: Resource): string[] {
    return [textAt(props, "domainName"), ...listAt(props, "subjectAlternativeNames")].filter((name) => typeof name === "string");
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
    const targets = ofType(stack, targetType).filter(({ props }) => textAt(props, "resourceId")?.endsWith(`/${name}`) === true);
    return Math.max(0, ...targets.map(({ props }) => numberAt(props, "maxCapacity")));
}

function texts(resources: readonly Pick<Resource, "props">[], key: string): string[] {
    return resources.flatMap(({ props }) => textAt(props, key) ?? []);
}
