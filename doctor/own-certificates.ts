import { ofType, type Resource, type Stack } from "../declared/resource";
import { types } from "../declared/types";
import { listAt, textAt } from "../declared/values";
import type { HostSettings } from "./host-settings";

/** One of the services that AWS calls integrated with Certificate Manager, as far as it is served with certificates that the owner brings. */
export interface IntegratedService {
    /** As a sentence calls it. */
    readonly name: "the load balancer" | "Cognito";
    /** Where its certificates must be. */
    readonly region: string;
    /** The host names that no certificate which the stack issues is for. Each needs one of these certificates, whichever. */
    readonly hosts: readonly Host[];
    readonly certificates: readonly OwnCertificate[];
}

export interface Host {
    readonly domain: string;
    /** Setting that gives it a certificate. */
    readonly setting: string;
}

/** A certificate that the owner brings. */
export interface OwnCertificate {
    readonly arn: string;
    /** Settings that name it: to bring another one is to change each of them. */
    readonly settings: readonly string[];
}

/** What is read beside what the stack declares. */
export interface HostsAndSettings {
    readonly region: string;
    /** Host names that get an address. */
    readonly domains: readonly string[];
    readonly settings: readonly HostSettings[];
}

const listenerCertificateType = "aws:lb/listenerCertificate:ListenerCertificate";

/** The services that are served with a certificate which the stack does not issue, or would be with none. */
export function integratedServices(stack: Stack, beside: HostsAndSettings): IntegratedService[] {
    return [loadBalancer(stack, beside), ...loginPages(stack, beside)].filter(
        ({ certificates, hosts }) => certificates.length > 0 || hosts.length > 0,
    );
}

/**
 * It shows the certificate that is for the host name which a browser asks for (SNI), be it the listener's default certificate or one of its certificate
 * list. Source: "SSL certificates for your Application Load Balancer".
 */
function loadBalancer(stack: Stack, { domains, region, settings }: HostsAndSettings): IntegratedService {
    const arns = [...new Set(arnsOf(ofType(stack, types.listener, listenerCertificateType)))];
    const issued = ofType(stack, types.certificate).filter(({ references }) => references.some((reference) => arns.includes(reference)));
    const own = arns.filter((arn) => !issued.some(({ references }) => references.includes(arn)));
    const names = issued.flatMap(namesOf);
    const ofLogin = ofType(stack, types.userPoolDomain).map(({ props }) => textAt(props, "domain"));
    const without = domains.filter((domain) => !ofLogin.includes(domain) && !names.some((name) => covers(name, domain)));
    return { name: "the load balancer", region, ...named(without, own, settings) };
}

/** Cognito serves them from CloudFront, whose certificates are in us-east-1. Source: Cognito, "Using your own domain for managed login". */
function loginPages(stack: Stack, { settings }: HostsAndSettings): IntegratedService[] {
    const issued = ofType(stack, types.certificate).flatMap(({ references }) => references);
    return ofType(stack, types.userPoolDomain).map((userPoolDomain) => {
        // Without a certificate, the page is at a prefix of Cognito's own domain.
        const own = arnsOf([userPoolDomain]).filter((arn) => !issued.includes(arn));
        const domains = own.flatMap(() => textAt(userPoolDomain.props, "domain") ?? []);
        return { name: "Cognito", region: "us-east-1", ...named(domains, own, settings) };
    });
}

/** One certificate may be for hosts of both services: of each, the settings are those of its own hosts. */
function named(
    domains: readonly string[],
    arns: readonly string[],
    settings: readonly HostSettings[],
): Pick<IntegratedService, "hosts" | "certificates"> {
    const own = settings.filter(({ host }) => domains.includes(host));
    return {
        hosts: domains.map((domain) => ({
            domain,
            setting: own.find(({ host }) => host === domain)?.certificateSetting ?? "certificateArn",
        })),
        certificates: arns.map((arn) => ({
            arn,
            settings: own.flatMap((one) => (one.certificateArn === arn ? one.certificateSetting : [])),
        })),
    };
}

function arnsOf(resources: readonly Resource[]): string[] {
    return resources.flatMap(({ props }) => textAt(props, "certificateArn") ?? []);
}

/** Names that a certificate is issued for. */
export function namesOf({ props }: Resource): string[] {
    return [textAt(props, "domainName"), ...listAt(props, "subjectAlternativeNames")].filter((name) => typeof name === "string");
}

/** A wildcard stands for exactly one label, the first. Source: RFC 6125, section 6.4.3. */
export function covers(name: string, domain: string): boolean {
    return name === domain || (name.startsWith("*.") && domain.slice(domain.indexOf(".") + 1) === name.slice(2) && domain.includes("."));
}
