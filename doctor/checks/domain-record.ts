import { ListResourceRecordSetsCommand, type ResourceRecordSet } from "@aws-sdk/client-route-53";
import { asTyped, setCommand } from "../../settings/config-command";
import { failure, ok, unchecked, warning, type Check, type Finding } from "../check";
import type { Context } from "../context";
import { ownDistribution, ownLoadBalancers } from "../own-stack";
import { normalName } from "../public-dns";
import type { Address } from "../subject";
import { lookAtEach } from "../uncheckable";
import { publicZones } from "../zones";

/** Whether the domain's record in the zone is still to be had. */
export const domainRecord: Check = {
    name: "domain record",
    asksAws: true,
    async run(context) {
        return lookAtEach(
            context.subject.addresses,
            (address) => look(context, address),
            ({ domain }) => `${domain} could not be looked up`,
        );
    },
};

async function look(context: Context, address: Address): Promise<Finding[]> {
    const { domain, zone } = address;
    const zones = await publicZones(context.aws, zone);
    const [found] = zones;
    if (found === undefined || zones.length > 1) {
        return [unchecked(`${domain} was not looked up`, `there is not one hosted zone ${zone}`, "see hosted zone")];
    }
    const listed = new ListResourceRecordSetsCommand({ HostedZoneId: found.Id, StartRecordName: domain, MaxItems: 50 });
    const { ResourceRecordSets: records = [] } = await context.aws.route53().send(listed);
    const taken = records.filter(({ Name: name = "" }) => normalName(name) === normalName(domain));
    const faults = await faultsOf(context, address, taken);
    return faults.length > 0 ? faults : [ok(`${domain} is free in ${zone}, or the stack's own`)];
}

async function faultsOf(context: Context, { domain, setting }: Address, records: readonly ResourceRecordSet[]): Promise<Finding[]> {
    const inTheWay = records.filter(({ Type: type }) => type === "A" || type === "CNAME");
    const isAlias = inTheWay.some(({ AliasTarget: target }) => target !== undefined);
    const own = isAlias ? await ownTargets(context, domain, setting) : [];
    const faults: Finding[] = inTheWay
        .filter(({ AliasTarget: target }) => !own.includes(normalName(target?.DNSName ?? "").replace(/^dualstack\./, "")))
        .map((record) => {
            const mend = `${asTyped(setCommand(setting, "NAME"), context.subject.stack)}, with another name; or remove the record: aws route53 change-resource-record-sets`;
            return failure(
                `${domain} already has a record ${record.Type ?? ""}, to ${targetOf(record)}`,
                "Route 53 refuses a second one",
                mend,
            );
        });
    const sixes = records.filter(({ Type: type }) => type === "AAAA");
    return [
        ...faults,
        ...sixes.map((record) =>
            warning(
                `${domain} has a record AAAA, to ${targetOf(record)}`,
                "browsers with IPv6 go there, and not to the app",
                "remove it: aws route53 change-resource-record-sets",
            ),
        ),
    ];
}

/** What the stack's own alias record leads to: a login page's to a distribution of Cognito's, any other to the load balancer. */
async function ownTargets(context: Context, domain: string, setting: string): Promise<readonly (string | undefined)[]> {
    return setting === "loginDomain" ? [await ownDistribution(context, domain)] : ownLoadBalancers(context);
}

function targetOf({ AliasTarget: alias, ResourceRecords: values = [] }: ResourceRecordSet): string {
    return alias?.DNSName ?? values.map(({ Value: value }) => value).join(", ");
}
