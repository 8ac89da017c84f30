import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Statements as a policy of AWS's. */
export function policyDocument(...statements: readonly object[]): pulumi.Output<string> {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** Id of the account that the stack is deployed to. */
export function ownAccount(parent: pulumi.Resource): pulumi.Output<string> {
    return aws.getCallerIdentityOutput({}, { parent }).accountId;
}

/**
 * Who may take a role: one service, on behalf of this account only. Without that condition it could act for another customer of AWS's. Source: IAM
 * User Guide, "The confused deputy problem".
 *
 * @param conditions what else must be equal
 */
export function trust(
    service: string,
    parent: pulumi.Resource,
    conditions: Readonly<Record<string, pulumi.Input<string>>> = {},
): pulumi.Output<string> {
    return policyDocument({
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { ...conditions, "aws:SourceAccount": ownAccount(parent) } },
    });
}
