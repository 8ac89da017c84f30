import { GetHostedZoneCommand } from "@aws-sdk/client-route-53";
import { failure, ok, unchecked, warning, type Check, type Finding } from "../check";
import type { Context } from "../context";
import { normalName } from "../public-dns";
import { lookAtEach } from "../uncheckable";
import { publicZones } from "../zones";

/** Whether the internet asks the hosted zone's own name servers about the domain. */
export const delegation: Check = {
    name: "delegation",
    asksAws: true,
    async run(context) {
        return lookAtEach(
            context.subject.zones,
            (zone) => look(context, zone),
            (zone) => `to whom ${zone} is delegated is not known`,
        );
    },
};

async function look(context: Context, zone: string): Promise<Finding[]> {
    const zones = await publicZones(context.aws, zone);
    if (zones.length === 0) {
        return [unchecked(`nothing to compare for ${zone}`, "there is no such hosted zone", "see hosted zone")];
    }
    const published = await context.dns.nameServers(zone);
    const found = await Promise.all(zones.map(({ Id: id }) => context.aws.route53().send(new GetHostedZoneCommand({ Id: id }))));
    const own = found.map(({ DelegationSet: set }) => (set?.NameServers ?? []).map(normalName).sort());
    // Of several zones of one name, the one that the internet asks.
    const asked = own.find((servers) => published?.some((server) => servers.includes(server))) ?? own[0] ?? [];
    return compare(zone, asked, published);
}

function compare(zone: string, own: readonly string[], published: readonly string[] | undefined): Finding[] {
    const mend = `at the registrar of ${zone}, or in the zone above it, name these as its servers (NS): ${own.join(" ")}`;
    const why = "no certificate is issued, and nobody finds the app";
    if (published === undefined) {
        return [failure(`the name servers that ${zone} is delegated to do not answer for it`, why, mend)];
    }
    const strangers = published.filter((server) => !own.includes(server));
    const missing = own.filter((server) => !published.includes(server));
    if (published.length === 0) {
        return [failure(`the internet knows no name servers of ${zone}`, why, mend)];
    }
    if (missing.length === own.length) {
        return [failure(`${zone} is delegated to others: ${published.join(" ")}`, why, mend)];
    }
    if (strangers.length > 0) {
        return [warning(`${zone} is delegated to others, too: ${strangers.join(" ")}`, "they do not know the records of this zone", mend)];
    }
    return [ok(`${zone} is delegated to its ${published.length} name servers`)];
}
