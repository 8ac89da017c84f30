import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trust } from "../iam";

/** Whom text messages are sent for. */
export interface TextMessagesArgs {
    /** What Cognito must name to take the role, which is this user pool's alone. */
    readonly externalId: string;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * What Cognito needs to send text messages: a role with the permission to publish them. Source: Cognito Developer Guide, "SMS message settings
 * for Amazon Cognito user pools".
 */
export class TextMessages extends pulumi.ComponentResource {
    /** For the user pool. Known once the role may send, which Cognito tries. */
    readonly configuration: pulumi.Output<{ readonly externalId: string; readonly snsCallerArn: string }>;

    constructor(name: string, { externalId, tags }: TextMessagesArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:text-messages:TextMessages", name, {}, options);
        const assumeRolePolicy = trust("cognito-idp.amazonaws.com", this, { "sts:ExternalId": externalId });
        const role = new aws.iam.Role(`${name}-text-messages`, { assumeRolePolicy, tags }, { parent: this });
        const permission = new aws.iam.RolePolicy(
            `${name}-text-messages`,
            // A telephone number has no ARN.
            { role: role.name, policy: policyDocument({ Effect: "Allow", Action: "sns:Publish", Resource: "*" }) },
            { parent: this },
        );
        this.configuration = pulumi.all([role.arn, permission.id]).apply(([snsCallerArn]) => ({ externalId, snsCallerArn }));
        this.registerOutputs({ configuration: this.configuration });
    }
}
