/** Lowest TLS version of a security policy that also offers TLS 1.3, the most that a Node TLS server is told here. */
export type MinimumTlsVersion = "TLSv1.2" | "TLSv1.3";

/**
 * What an ELB security policy asks of a TLS server, or undefined for those that the local run does not serve: policies that
 * still admit TLS 1.0 or 1.1, and policies without TLS 1.3.
 *
 * The version is part of the policy's name: `ELBSecurityPolicy-TLS13-1-2-...` offers 1.3 and 1.2 (AWS: *Security policies for your
 * Application Load Balancer*).
 */
export function minimumTlsVersion(policy: string): MinimumTlsVersion | undefined {
    const lowest = /^ELBSecurityPolicy-TLS13-1-([23])(?:-(?:Res|Ext1|Ext2|Ext0))?(?:-FIPS)?(?:-PQ)?-\d{4}-\d{2}$/.exec(policy)?.[1];
    return lowest === "2" ? "TLSv1.2" : lowest === "3" ? "TLSv1.3" : undefined;
}
