import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the cluster is called by. */
export interface ClusterArgs {
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Where the tasks of every app run. */
export class Cluster extends pulumi.ComponentResource {
    readonly cluster: aws.ecs.Cluster;

    constructor(name: string, args: ClusterArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:service:Cluster", name, {}, options);
        this.cluster = new aws.ecs.Cluster(`${name}-cluster`, { tags: args.tags }, { parent: this });
        this.registerOutputs({ name: this.cluster.name });
    }
}
