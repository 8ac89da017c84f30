import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trust } from "../iam";
import type { TaskSettings } from "../settings/task-environment";
import { secretStatements } from "./task-environment";

/** What the roles of a task give access to. */
export interface RolesArgs {
    /** Repository that the task's image is pulled from. */
    readonly repositoryArn: pulumi.Input<string>;
    /** Log group that the task writes to. */
    readonly logGroupArn: pulumi.Input<string>;
    /** What the tasks get from Secrets Manager and Parameter Store. */
    readonly secrets: TaskSettings["secrets"];
    /** What the app may do at AWS. */
    readonly taskPolicy: TaskSettings["taskPolicy"];
    /** Whether a shell can be opened in a task (ECS Exec). */
    readonly exec: boolean;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** The two roles of a task: what ECS may do to start it, and what the app itself may do. */
export class Roles extends pulumi.ComponentResource {
    /** For ECS: pull this image, write these logs, read these secrets. */
    readonly execution: aws.iam.Role;
    /** For the app: what the settings name, and a shell's channels where ECS Exec is on. */
    readonly task: aws.iam.Role;

    constructor(
        private readonly name: string,
        private readonly args: RolesArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:service:Roles", name, {}, options);
        this.execution = this.createRole("execution");
        this.task = this.createRole("task");
        this.attach("execution", this.execution, [
            // ECR takes no narrower resource for the log-in token.
            { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
            {
                Effect: "Allow",
                Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                Resource: args.repositoryArn,
            },
            { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: pulumi.interpolate`${args.logGroupArn}:*` },
        ]);
        if (args.exec) {
            this.attach("task-exec", this.task, [execStatement]);
        }
        const secrets = secretStatements(args.secrets);
        if (secrets.length > 0) {
            this.attach("execution-secrets", this.execution, secrets);
        }
        if (args.taskPolicy.length > 0) {
            this.attach("task-own", this.task, args.taskPolicy);
        }
        this.registerOutputs({ execution: this.execution.arn, task: this.task.arn });
    }

    /** Only tasks of this account may take the role. Source: ECS Developer Guide, "Amazon ECS task IAM role", confused deputy. */
    private createRole(role: string): aws.iam.Role {
        const assumeRolePolicy = trust("ecs-tasks.amazonaws.com", this);
        return new aws.iam.Role(`${this.name}-${role}`, { assumeRolePolicy, tags: this.args.tags }, { parent: this });
    }

    private attach(what: string, role: aws.iam.Role, statements: readonly object[]): void {
        new aws.iam.RolePolicy(`${this.name}-${what}`, { role: role.name, policy: policyDocument(...statements) }, { parent: this });
    }
}

/** The Session Manager's channels take no narrower resource. Source: ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec". */
const execStatement = {
    Effect: "Allow",
    Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    ],
    Resource: "*",
};
