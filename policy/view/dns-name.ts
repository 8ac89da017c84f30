/** A host name as DNS compares it: capitals and the dot of the root make no difference. Source: RFC 4343; RFC 1034, section 3.1. */
export function dnsName(name: string): string {
    return name.toLowerCase().replace(/\.$/, "");
}
