import * as pulumi from "@pulumi/pulumi";
import type { Auth } from "./auth";
import { Client } from "./client";
import type { Cluster } from "./cluster";
import type { LoadBalancer } from "./load-balancer";
import type { Network } from "./network";
import { mainPriorities } from "./priorities";
import { authenticate, sessionCookieName } from "./rules";
import { isScaled, Scaling } from "./scaling";
import { Schedule } from "./schedule";
import { Service, type ServiceArgs } from "./service";

/** What an app shares with the others, and what is its own. */
export interface AppArgs {
    /** The settings that the login, the image, the tasks and the rules follow from. */
    readonly settings: ServiceArgs["settings"];
    /** Where its tasks are. */
    readonly network: Network;
    /** Who may sign in, and where. */
    readonly auth: Auth;
    /** What sends it requests. */
    readonly loadBalancer: LoadBalancer;
    /** What its tasks run in. */
    readonly cluster: Cluster;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** One app: its own client in the user pool, and its own service behind the load balancer. */
export class App extends pulumi.ComponentResource {
    readonly client: Client;
    readonly service: Service;
    /** Where it is. */
    readonly url: string;

    constructor(
        private readonly name: string,
        private readonly args: AppArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:app:App", name, {}, options);
        const { auth, settings } = args;
        const { domain, sessionTimeout } = settings;
        this.url = `https://${domain}`;
        this.client = new Client(
            name,
            { userPoolId: auth.userPool.id, identityProviders: auth.identityProviders, domain, sessionTimeout },
            { parent: this },
        );
        this.service = this.createService();
        this.createScaling();
        this.createSchedule();
        this.registerOutputs({ url: this.url });
    }

    private createService(): Service {
        const { auth, cluster, loadBalancer, network, settings, tags } = this.args;
        return new Service(
            this.name,
            {
                settings,
                clusterArn: cluster.cluster.arn,
                // One family a deployed stack, whatever its containers are; the cluster's name is unique in the account.
                family: cluster.cluster.name,
                priorities: mainPriorities,
                sessionCookieName,
                vpcId: network.vpcId,
                subnetIds: network.publicSubnetIds,
                securityGroupId: network.taskSecurityGroup.id,
                loadBalancerArn: loadBalancer.loadBalancer.arn,
                listenerArn: loadBalancer.listener.arn,
                userPoolId: auth.userPool.id,
                userPoolArn: auth.userPool.arn,
                userPoolClientId: this.client.client.id,
                userPoolDomain: auth.userPoolDomain.domain,
                loginUrl: auth.loginUrl,
                dependsOn: [network, cluster],
                tags,
            },
            { parent: this },
        );
    }

    /** How many tasks run, where that is another number over time. */
    private createScaling(): void {
        const { cluster, settings, tags } = this.args;
        if (isScaled(settings)) {
            const { desiredCount: minCount, maxCount, targetCpu, schedule: hours } = settings;
            const names = { clusterName: cluster.cluster.name, serviceName: this.service.fargate.service.name };
            new Scaling(this.name, { ...names, minCount, maxCount, targetCpu, hours, tags }, { parent: this });
        }
    }

    /** What people see while no task runs. */
    private createSchedule(): void {
        const { auth, loadBalancer, settings, tags } = this.args;
        const { domain, schedule: hours, sessionTimeout } = settings;
        if (hours === undefined) {
            return;
        }
        const action = authenticate("authenticate", {
            userPoolArn: auth.userPool.arn,
            userPoolClientId: this.client.client.id,
            userPoolDomain: auth.userPoolDomain.domain,
            sessionCookieName,
            sessionTimeout,
        });
        const listenerArn = loadBalancer.listener.arn;
        const args = { listenerArn, domain, authenticate: action, priorities: mainPriorities.closedPage, hours, tags };
        new Schedule(this.name, args, { parent: this });
    }
}
