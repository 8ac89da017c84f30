import { failure, ok, type Check, type Finding } from "../check";
import type { PublicDns } from "../public-dns";
import { lookAtEach } from "../uncheckable";

/** Any of these lets Amazon issue. Source: AWS Certificate Manager User Guide, "Configure a CAA record". */
const amazon = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** Whether the domain's CAA records let Amazon issue the stack's certificate. */
export const caa: Check = {
    name: "CAA records",
    asksAws: false,
    async run({ dns, subject }) {
        if (subject.issued.length === 0) {
            return [ok("the stack has no certificate issued")];
        }
        return lookAtEach(
            subject.issued,
            (domain) => look(dns, domain),
            (domain) => `whether they let Amazon issue the certificate for ${domain} is not known`,
        );
    },
};

async function look(dns: PublicDns, domain: string): Promise<Finding> {
    const found = await dns.caa(domain);
    // Records of other properties, such as `iodef`, restrict nobody.
    if (found === undefined || found.issuers.length === 0) {
        return ok(`none keeps anybody from issuing for ${domain}`);
    }
    if (found.issuers.some((issuer) => amazon.includes(issuer.toLowerCase()))) {
        return ok(`those of ${found.name} let Amazon issue for ${domain}`);
    }
    const who = found.issuers.filter((issuer) => issuer !== "").join(", ") || "nobody";
    const mend = `add to the zone: ${found.name} CAA 0 issue "amazon.com"`;
    return failure(
        `the CAA records of ${found.name} let only ${who} issue certificates`,
        `AWS Certificate Manager refuses one for ${domain}`,
        mend,
    );
}
