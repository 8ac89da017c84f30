import { createHash } from "node:crypto";
import type { Properties } from "./stand-in-aws";

/** Ids of what awsx declares inside its components, which a local evaluation never sees: prefix by type. */
const prefixes: Readonly<Record<string, string>> = {
    "aws:ec2/internetGateway:InternetGateway": "igw",
    "aws:ec2/route:Route": "r",
    "aws:ec2/routeTable:RouteTable": "rtb",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
    "aws:ec2/subnet:Subnet": "subnet",
    "aws:ec2/vpc:Vpc": "vpc",
};

/** What AWS would answer when one of the resources inside awsx's components is created; undefined for another type. */
export function networkOutputs(
    type: string,
    name: string,
    inputs: Properties,
    region: string,
): { id: string; state: Properties } | undefined {
    const digits = createHash("sha256").update(`${type} ${name}`).digest("hex");
    const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:123456789012:${rest}`;
    const prefix = prefixes[type];
    if (prefix !== undefined) {
        const id = `${prefix}-${digits.slice(0, 17)}`;
        // awsx asks for the IPv6 addresses of a VPC, which has none; an output that is missing would be unknown to it at every preview.
        const more = prefix === "vpc" ? { ipv6CidrBlock: "" } : {};
        return { id, state: { arn: arn("ec2", `${prefix}/${id}`), ...more } };
    }
    if (type === "aws:ecs/taskDefinition:TaskDefinition") {
        const family = String(inputs["family"]);
        const revision = parseInt(digits.slice(0, 8), 16);
        const id = arn("ecs", `task-definition/${family}:${revision}`);
        return { id, state: { arn: id, revision, arnWithoutRevision: arn("ecs", `task-definition/${family}`) } };
    }
    if (type === "aws:ecs/service:Service") {
        const cluster = String(inputs["cluster"]).split("/").at(-1) ?? "";
        const id = arn("ecs", `service/${cluster}/${name}`);
        return { id, state: { arn: id } };
    }
    return undefined;
}
