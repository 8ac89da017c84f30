import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam";

/** Who may sign in through other identity providers. */
export interface AllowedPeopleArgs {
    /** Addresses, and domains of addresses. */
    readonly allowed: readonly string[];
    /** Names of the identity providers that vouch for every address that they send. */
    readonly trustedProviders: readonly string[];
    /** Days that the refusals are kept. */
    readonly logRetentionDays: number;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The function that the user pool asks before it makes an account, and before it makes tokens: whom it refuses does not get in. It may write
 * its log, and nothing else.
 */
export class AllowedPeople extends pulumi.ComponentResource {
    readonly function: aws.lambda.Function;

    constructor(
        private readonly name: string,
        private readonly args: AllowedPeopleArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:auth:AllowedPeople", name, {}, options);
        const logGroup = new aws.cloudwatch.LogGroup(
            `${name}-logs`,
            { retentionInDays: args.logRetentionDays, tags: args.tags },
            { parent: this },
        );
        const role = this.createRole();
        const permission = this.allowLogs(role, logGroup);
        this.function = this.createFunction(role, logGroup, permission);
        this.registerOutputs({ functionArn: this.function.arn });
    }

    /**
     * Lambda takes roles of the function's own account only, from whoever may pass them, and names no account when it takes them. Source: Lambda
     * Developer Guide, "Defining Lambda function permissions with an execution role".
     */
    private createRole(): aws.iam.Role {
        const principal = { Service: "lambda.amazonaws.com" };
        const assumeRolePolicy = policyDocument({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });
        return new aws.iam.Role(this.name, { assumeRolePolicy, tags: this.args.tags }, { parent: this });
    }

    private allowLogs(role: aws.iam.Role, logGroup: aws.cloudwatch.LogGroup): aws.iam.RolePolicy {
        const policy = policyDocument({
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${logGroup.arn}:*`,
        });
        return new aws.iam.RolePolicy(this.name, { role: role.name, policy }, { parent: this });
    }

    private createFunction(role: aws.iam.Role, logGroup: aws.cloudwatch.LogGroup, permission: aws.iam.RolePolicy): aws.lambda.Function {
        const file = "allowed-people.mjs";
        return new aws.lambda.Function(
            this.name,
            {
                role: role.arn,
                runtime: "nodejs22.x",
                architectures: ["arm64"],
                handler: "allowed-people.handler",
                code: new pulumi.asset.AssetArchive({ [file]: new pulumi.asset.FileAsset(`./triggers/${file}`) }),
                memorySize: 128,
                // Seconds; Cognito itself waits no longer. Source: "Customizing user pool workflows with Lambda triggers".
                timeout: 5,
                environment: {
                    variables: {
                        ALLOWED_PEOPLE: JSON.stringify(this.args.allowed),
                        TRUSTED_PROVIDERS: JSON.stringify(this.args.trustedProviders),
                    },
                },
                loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
                tags: this.args.tags,
            },
            // Without its permission, the first refusals would not be logged.
            { parent: this, dependsOn: [permission] },
        );
    }
}
