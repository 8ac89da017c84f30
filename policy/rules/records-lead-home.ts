import { referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at } from "../../declared/values";
import type { StackRule } from "../rule";
import { dnsName } from "../view/dns-name";

/** What serves people, and may have an alias. */
const targets = [types.loadBalancer, types.userPoolDomain];

/** Whoever a name leads to gets what people send there, and a certificate for it besides. */
export const recordsLeadHome: StackRule = {
    id: "records-lead-home",
    scope: "stack",
    description: "Every DNS record leads to this stack's load balancer or login page, or proves to AWS whose a certificate's name is.",
    remedy: "Take an alias from the load balancer or the user pool's domain, and any other record from the certificate's domainValidationOptions.",
    types: [types.record],
    *check(record, stack) {
        const aliases = countAt(record, "aliases");
        const isHome = (index: number): boolean => targets.some((type) => names(record, ["aliases", index, "name"], type, stack));
        const isProof = (index: number): boolean => names(record, ["records", index], types.certificate, stack);
        const records = countAt(record, "records");
        if (aliases + records === 0 || !upTo(aliases).every(isHome) || !upTo(records).every(isProof)) {
            yield "it leads to nothing of this stack, and proves nothing to AWS";
        }
    },
};

function names(record: Resource, path: readonly (string | number)[], type: string, stack: Stack): boolean {
    return referred(stack, record, path, type, dnsName).length > 0;
}

/** Items of a list, which need not be known. */
function countAt({ props }: Resource, list: string): number {
    const found = at(props, list);
    return Array.isArray(found) ? found.length : 0;
}

function upTo(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index);
}
