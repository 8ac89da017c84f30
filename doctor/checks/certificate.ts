import { DescribeCertificateCommand, type CertificateDetail } from "@aws-sdk/client-acm";
import { asTyped, removeCommand, setCommand } from "../../settings/config-command";
import { failure, ok, warning, type Check, type Fault, type Finding } from "../check";
import type { Context } from "../context";
import { covers, type Host, type IntegratedService, type OwnCertificate } from "../own-certificates";
import { normalName } from "../public-dns";

/** AWS renews its own certificates 60 days before they end; what ends sooner, somebody has to see to. Source: ACM, "Managed certificate renewal". */
const soonDays = 45;

/** Whether the certificates that the owner brings can be used: there, issued, valid, and one for each host that the stack issues none for. */
export const certificate: Check = {
    name: "certificate",
    asksAws: true,
    async run(context) {
        const { certificates, issued } = context.subject;
        const own = await Promise.all(certificates.map((service) => lookAtAll(context, service)));
        return [...(issued.length === 0 ? [] : [ok(`the stack has one issued for ${issued.join(", ")}`)]), ...own.flat()];
    },
};

/** What is known of a certificate. */
interface Seen {
    readonly own: OwnCertificate;
    /** As AWS describes it; undefined where it cannot. */
    readonly detail: CertificateDetail | undefined;
    readonly faults: readonly Fault[];
}

async function lookAtAll(context: Context, service: IntegratedService): Promise<Finding[]> {
    const { stack } = context.subject;
    const all = await Promise.all(service.certificates.map((own) => look(context, service, own)));
    const names = all.flatMap(({ detail }) => (detail === undefined ? [] : namesOf(detail)));
    const missed = service.hosts.filter(({ domain }) => !isFor(names, domain));
    const named = new Set(all.flatMap(({ own }) => own.settings));
    return [
        ...all.flatMap((seen) => findingsOf(stack, seen, service, missed)),
        // A mistake of the program's: it serves the host, and gives the service no certificate for it.
        ...missed
            .filter(({ setting }) => !named.has(setting))
            .map((host) => notServed(stack, `${service.name} has no certificate for ${host.domain}`, host)),
    ];
}

/** @param missed hosts that no certificate is for */
function findingsOf(
    stack: string,
    { own, detail, faults }: Seen,
    { hosts }: IntegratedService,
    missed: readonly Host[],
): readonly Finding[] {
    if (detail === undefined) {
        return faults;
    }
    const names = namesOf(detail);
    const nameFaults = missed
        .filter(({ setting }) => own.settings.includes(setting))
        .map((host) => notServed(stack, `the certificate is not for ${host.domain}, but for ${names.join(", ")}`, host));
    const served = hosts.flatMap(({ domain }) => (isFor(names, domain) ? domain : []));
    const all = [...faults, ...nameFaults];
    return all.length > 0 ? all : [ok(`issued, for ${(served.length > 0 ? served : names).join(", ")}, until ${date(detail.NotAfter)}`)];
}

async function look({ aws, now, subject: { stack } }: Context, service: IntegratedService, own: OwnCertificate): Promise<Seen> {
    const region = own.arn.split(":")[3] ?? "";
    if (region !== service.region) {
        return { own, detail: undefined, faults: [elsewhere(stack, region, service, own)] };
    }
    const answer = await aws
        .acm(region)
        .send(new DescribeCertificateCommand({ CertificateArn: own.arn }))
        .catch((error: unknown) => {
            if ((error as Error).name === "ResourceNotFoundException") {
                return undefined;
            }
            throw error;
        });
    const detail = answer?.Certificate;
    const faults =
        detail === undefined
            ? [
                  failure(
                      `this account has no certificate ${own.arn}`,
                      `${service.name} refuses what is not there`,
                      another(stack, own.settings),
                  ),
              ]
            : [...statusFaults(stack, detail, service, own), ...timeFaults(stack, detail, own, now())];
    return { own, detail, faults };
}

function elsewhere(stack: string, region: string, service: IntegratedService, { settings }: OwnCertificate): Fault {
    const domain = service.hosts.find(({ setting }) => settings.includes(setting))?.domain ?? "NAME";
    return failure(
        `the certificate is in ${region}, and is used in ${service.region}`,
        "a certificate serves its own region only",
        `aws acm request-certificate --region ${service.region} --domain-name ${domain} --validation-method DNS; then ${another(stack, settings)}`,
    );
}

/** How to bring another certificate in place of the one that these settings of a stack name. */
function another(stack: string, settings: readonly string[]): string {
    const set = settings.map((setting) => asTyped(setCommand(setting, "ARN"), stack)).join(" && ");
    const remove = settings.map((setting) => asTyped(removeCommand(setting), stack)).join(" && ");
    return `${set}, of another certificate; or ${remove}, to have one issued`;
}

function statusFaults(
    stack: string,
    { Status: status, DomainValidationOptions: options = [] }: CertificateDetail,
    service: IntegratedService,
    { arn, settings }: OwnCertificate,
): Fault[] {
    if (status === "ISSUED" || status === "EXPIRED") {
        return [];
    }
    const records = options.flatMap(({ ResourceRecord: record }) =>
        record === undefined ? [] : [`${record.Name ?? ""} CNAME ${record.Value ?? ""}`],
    );
    const why = `${service.name} takes only one that is issued`;
    return status === "PENDING_VALIDATION"
        ? [
              failure(
                  "the certificate waits for its domain to be validated",
                  why,
                  `put its records into the zone: ${records.join("; ")}; then aws acm wait certificate-validated --certificate-arn ${arn}`,
              ),
          ]
        : [failure(`the certificate's status is ${status ?? "unknown"}`, why, another(stack, settings))];
}

/** Names that a certificate is for. */
function namesOf({ DomainName: name, SubjectAlternativeNames: more = [] }: CertificateDetail): string[] {
    return [...new Set([...(name === undefined ? [] : [name]), ...more])].map(normalName);
}

function isFor(names: readonly string[], domain: string): boolean {
    return names.some((name) => covers(name, domain));
}

function notServed(stack: string, what: string, { domain, setting }: Host): Fault {
    return failure(what, `browsers refuse to open ${domain}`, another(stack, [setting]));
}

function timeFaults(
    stack: string,
    { NotBefore: from, NotAfter: until, RenewalEligibility: renewal }: CertificateDetail,
    { arn, settings }: OwnCertificate,
    now: Date,
): Fault[] {
    const days = until === undefined ? Infinity : (until.getTime() - now.getTime()) / 86_400_000;
    if (days <= 0) {
        return [failure(`the certificate ended on ${date(until)}`, "browsers refuse what is served with it", another(stack, settings))];
    }
    if (from !== undefined && from.getTime() > now.getTime()) {
        return [
            failure(
                `the certificate begins on ${date(from)}`,
                "until then, browsers refuse what is served with it",
                another(stack, settings),
            ),
        ];
    }
    return days < soonDays && renewal !== "ELIGIBLE"
        ? [
              warning(
                  `the certificate ends on ${date(until)}`,
                  "AWS does not renew it",
                  `aws acm import-certificate --certificate-arn ${arn}, with the next one, before that day`,
              ),
          ]
        : [];
}

function date(when: Date | undefined): string {
    return when?.toISOString().slice(0, 10) ?? "an unknown day";
}
