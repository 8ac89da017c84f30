import { asTyped, setCommand } from "../../settings/config-command";
import type { Aws } from "../aws";
import { failure, ok, type Check, type Finding } from "../check";
import type { Context } from "../context";
import type { Subject } from "../subject";
import { lookAtEach } from "../uncheckable";
import { publicZones } from "../zones";

/** Whether the account has exactly one public hosted zone of the name that the program looks up. */
export const hostedZone: Check = {
    name: "hosted zone",
    asksAws: true,
    async run(context) {
        return lookAtEach(
            context.subject.zones,
            (zone) => look(context, zone),
            (zone) => `whether this account has ${zone} is not known`,
        );
    },
};

async function look({ aws, subject }: Context, zone: string): Promise<Finding> {
    const found = await publicZones(aws, zone);
    const ids = found.map(({ Id: id = "" }) => id.replace("/hostedzone/", ""));
    if (found.length === 1) {
        return ok(`${zone} is ${ids.join("")}`);
    }
    if (found.length > 1) {
        const why = `Pulumi cannot tell which to take: ${ids.join(", ")}`;
        const mend = `keep the one whose name servers your registrar has, and remove the others: aws route53 delete-hosted-zone --id ID`;
        return failure(`${zone} has ${found.length} public hosted zones in this account`, why, mend);
    }
    const above = await nearestAbove(aws, zone);
    const mend =
        above === undefined
            ? `aws route53 create-hosted-zone --name ${zone} --caller-reference ${zone}, and give its name servers to the domain's registrar`
            : `${instead(subject, zone, above)}, which this account has`;
    return failure(`this account has no public hosted zone ${zone}`, "the program looks it up, and a preview already fails", mend);
}

/** Each setting that names the zone, or whose default it is, has to name the other one. */
function instead({ addresses, stack }: Subject, zone: string, above: string): string {
    const settings = new Set(addresses.flatMap((address) => (address.zone === zone ? address.zoneSetting : [])));
    return [...settings].map((setting) => asTyped(setCommand(setting, above), stack)).join(" && ");
}

async function nearestAbove(aws: Aws, zone: string): Promise<string | undefined> {
    for (let name = parent(zone); name.includes("."); name = parent(name)) {
        if ((await publicZones(aws, name)).length === 1) {
            return name;
        }
    }
    return undefined;
}

function parent(name: string): string {
    return name.slice(name.indexOf(".") + 1);
}
