import { DescribeCertificateCommand, type CertificateDetail } from "@aws-sdk/client-acm";
import { failure, ok, warning, type Check, type Fault, type Finding } from "../check";
import type { Context } from "../context";
import { normalName } from "../public-dns";
import type { OwnCertificate } from "../subject";

/** AWS renews its own certificates 60 days before they end; what ends sooner, somebody has to see to. Source: ACM, "Managed certificate renewal". */
const soonDays = 45;

const another =
    "npx pulumi config set certificateArn ARN, of another certificate; or npx pulumi config rm certificateArn, to have one issued";

/** Whether a certificate that the owner brings can be used: there, issued, valid, and for the domain. */
export const certificate: Check = {
    name: "certificate",
    asksAws: true,
    async run(context) {
        const { certificates, issued } = context.subject;
        if (certificates.length === 0) {
            return [ok(`the stack has one issued for ${issued.join(", ")}`)];
        }
        return (await Promise.all(certificates.map((own) => look(context, own)))).flat();
    },
};

async function look({ aws, now }: Context, own: OwnCertificate): Promise<readonly Finding[]> {
    const region = own.arn.split(":")[3] ?? "";
    if (region !== own.region) {
        const what = `the certificate is in ${region}, and is used in ${own.region}`;
        return [
            failure(
                what,
                "a certificate serves its own region only",
                `aws acm request-certificate --region ${own.region} --domain-name ${own.domains[0] ?? "NAME"} --validation-method DNS`,
            ),
        ];
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
    if (answer?.Certificate === undefined) {
        return [failure(`this account has no certificate ${own.arn}`, "the load balancer refuses what is not there", another)];
    }
    const faults = [
        ...statusFaults(answer.Certificate),
        ...nameFaults(answer.Certificate, own.domains),
        ...timeFaults(answer.Certificate, now()),
    ];
    return faults.length > 0 ? faults : [ok(`issued, for ${own.domains.join(", ")}, until ${date(answer.Certificate.NotAfter)}`)];
}

function statusFaults({ Status: status, CertificateArn: arn, DomainValidationOptions: options = [] }: CertificateDetail): Fault[] {
    if (status === "ISSUED" || status === "EXPIRED") {
        return [];
    }
    const records = options.flatMap(({ ResourceRecord: record }) =>
        record === undefined ? [] : [`${record.Name ?? ""} CNAME ${record.Value ?? ""}`],
    );
    const why = "the load balancer takes only one that is issued";
    return status === "PENDING_VALIDATION"
        ? [
              failure(
                  "the certificate waits for its domain to be validated",
                  why,
                  `put its records into the zone: ${records.join("; ")}; then aws acm wait certificate-validated --certificate-arn ${arn ?? ""}`,
              ),
          ]
        : [failure(`the certificate's status is ${status ?? "unknown"}`, why, another)];
}

function nameFaults({ DomainName: name, SubjectAlternativeNames: more = [] }: CertificateDetail, domains: readonly string[]): Fault[] {
    const names = [...new Set([...(name === undefined ? [] : [name]), ...more])].map(normalName);
    return domains
        .filter((domain) => !names.some((covered) => covers(covered, domain)))
        .map((domain) =>
            failure(`the certificate is not for ${domain}, but for ${names.join(", ")}`, "browsers refuse to open the app", another),
        );
}

function timeFaults({ NotBefore: from, NotAfter: until, RenewalEligibility: renewal }: CertificateDetail, now: Date): Fault[] {
    const days = until === undefined ? Infinity : (until.getTime() - now.getTime()) / 86_400_000;
    if (days <= 0) {
        return [failure(`the certificate ended on ${date(until)}`, "browsers refuse to open the app", another)];
    }
    if (from !== undefined && from.getTime() > now.getTime()) {
        return [failure(`the certificate begins on ${date(from)}`, "until then, browsers refuse to open the app", another)];
    }
    return days < soonDays && renewal !== "ELIGIBLE"
        ? [
              warning(
                  `the certificate ends on ${date(until)}`,
                  "AWS does not renew it",
                  "aws acm import-certificate, with the next one, before that day",
              ),
          ]
        : [];
}

/** A wildcard stands for exactly one label, the first. Source: RFC 6125, section 6.4.3. */
export function covers(name: string, domain: string): boolean {
    return name === domain || (name.startsWith("*.") && domain.slice(domain.indexOf(".") + 1) === name.slice(2) && domain.includes("."));
}

function date(when: Date | undefined): string {
    return when?.toISOString().slice(0, 10) ?? "an unknown day";
}
