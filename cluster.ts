import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the cluster offers, and is called by. */
export interface ClusterArgs {
    /** Whether it offers Fargate's spare capacity. */
    readonly spot: boolean;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Where the tasks of every app run. */
export class Cluster extends pulumi.ComponentResource {
    readonly cluster: aws.ecs.Cluster;

    constructor(name: string, args: ClusterArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:service:Cluster", name, {}, options);
        this.cluster = new aws.ecs.Cluster(`${name}-cluster`, { tags: args.tags }, { parent: this });
        if (args.spot) {
            const clusterName = this.cluster.name;
            new aws.ecs.ClusterCapacityProviders(
                `${name}-capacity`,
                { clusterName, capacityProviders: ["FARGATE_SPOT"] },
                { parent: this },
            );
        }
        this.registerOutputs({ name: this.cluster.name });
    }
}
