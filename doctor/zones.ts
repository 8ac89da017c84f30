import { ListHostedZonesByNameCommand, type HostedZone } from "@aws-sdk/client-route-53";
import type { Aws } from "./aws";
import { normalName } from "./public-dns";

/** The public hosted zones of the account that have this very name. */
export async function publicZones(aws: Aws, name: string): Promise<readonly HostedZone[]> {
    // Sorted by name, beginning at this one; nobody has a hundred of one name.
    const { HostedZones: zones = [] } = await aws.route53().send(new ListHostedZonesByNameCommand({ DNSName: name, MaxItems: 100 }));
    return zones.filter((zone) => normalName(zone.Name ?? "") === normalName(name) && zone.Config?.PrivateZone !== true);
}
