import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A name, and what of AWS's answers at it. */
export interface AliasRecordArgs {
    /** Hosted zone that gets the record. */
    readonly zoneId: pulumi.Input<string>;
    /** The name. */
    readonly domain: string;
    /** What answers, by AWS's name for it and the hosted zone of that name. */
    readonly target: { readonly name: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> };
}

/** A record that follows the addresses of what AWS serves. Its queries are free. */
export function createAliasRecord(name: string, args: AliasRecordArgs, parent: pulumi.Resource): aws.route53.Record {
    const { domain, target, zoneId } = args;
    return new aws.route53.Record(
        name,
        { zoneId, name: domain, type: "A", aliases: [{ ...target, evaluateTargetHealth: false }] },
        { parent },
    );
}
