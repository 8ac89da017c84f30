import * as pulumi from "@pulumi/pulumi";
import { Client } from "./app/client";
import { mainPriorities, type Priorities } from "./app/priorities";
import { createRefusedPage } from "./app/refused-page";
import { authenticate, mainSessionCookieName } from "./app/rules";
import { isScaled, Scaling } from "./app/scaling";
import { Schedule } from "./app/schedule";
import type { Auth } from "./auth";
import type { Cluster } from "./cluster";
import type { LoadBalancer } from "./load-balancer";
import type { AppMetrics } from "./monitoring/app-metrics";
import type { Network } from "./network";
import { Service, type ServiceArgs } from "./service";

/** What all apps share. */
export interface SharedArgs {
    /** Where the tasks are. */
    readonly network: Network;
    /** Who may sign in, and where. */
    readonly auth: Auth;
    /** What sends requests to the tasks. */
    readonly loadBalancer: LoadBalancer;
    /** What the tasks run in. */
    readonly cluster: Cluster;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** What an app shares with the others, and what is its own. */
export interface AppArgs {
    /** What it shares. */
    readonly shared: SharedArgs;
    /** The settings that its login, image, tasks and rules follow from. */
    readonly settings: ServiceArgs["settings"];
    /** What tells it from the other apps. @default the main app's */
    readonly identity?: AppIdentity;
}

/** What tells an app from the others: no two apps of a stack share any of it but the groups. */
export interface AppIdentity {
    /** Family of its task definition, unique in the account. */
    readonly family: pulumi.Input<string>;
    /** Places of its rules among the listener's. */
    readonly priorities: Priorities;
    /** Name of its session cookie. */
    readonly sessionCookieName: string;
    /** Only accounts in one of these groups may open it at all. @default everyone who can sign in may */
    readonly groups?: readonly string[] | undefined;
}

/** One app: its own client in the user pool, and its own service behind the load balancer. */
export class App extends pulumi.ComponentResource {
    readonly client: Client;
    readonly service: Service;
    /** Where it is. */
    readonly url: string;
    /** What its owner needs. */
    readonly outputs: Readonly<Record<"url" | "userPoolClientId" | "repositoryUrl" | "logGroup" | "service", pulumi.Input<string>>>;

    private readonly identity: AppIdentity;

    constructor(
        readonly name: string,
        private readonly args: AppArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:app:App", name, {}, options);
        const { settings, shared } = args;
        const { domain, sessionTimeout } = settings;
        // One family an app, whatever its containers are; the cluster's name is unique in the account.
        const family = shared.cluster.cluster.name;
        this.identity = args.identity ?? { family, priorities: mainPriorities, sessionCookieName: mainSessionCookieName };
        this.url = `https://${domain}`;
        this.client = new Client(
            name,
            { userPoolId: shared.auth.userPool.id, identityProviders: shared.auth.identityProviders, domain, sessionTimeout },
            { parent: this },
        );
        this.service = this.createService();
        this.createRefusedPage();
        this.createScaling();
        this.createSchedule();
        this.outputs = {
            url: this.url,
            userPoolClientId: this.client.client.id,
            repositoryUrl: this.service.image.repository.repositoryUrl,
            logGroup: this.service.logGroup.name,
            service: this.service.fargate.service.name,
        };
        this.registerOutputs(this.outputs);
    }

    /** The names by which CloudWatch knows it. With opening hours, it has no task while it is closed. */
    get metrics(): AppMetrics {
        const { settings, shared } = this.args;
        return {
            name: this.name,
            targetGroups: this.service.targetGroups.map(({ arnSuffix }) => arnSuffix),
            serviceName: this.service.fargate.service.name,
            clusterName: shared.cluster.cluster.name,
            leastTasks: settings.schedule === undefined ? settings.desiredCount : undefined,
            userPoolClientId: this.client.client.id,
        };
    }

    /** How people sign in: what the rules of the service and of the closed app's page both ask for. */
    private login() {
        const { userPool, userPoolDomain } = this.args.shared.auth;
        return {
            userPoolArn: userPool.arn,
            userPoolClientId: this.client.client.id,
            userPoolDomain: userPoolDomain.domain,
            sessionCookieName: this.identity.sessionCookieName,
        };
    }

    private createService(): Service {
        const { settings, shared } = this.args;
        const { family, groups, priorities } = this.identity;
        const { auth, cluster, loadBalancer, network, tags } = shared;
        return new Service(
            this.name,
            {
                ...this.login(),
                settings,
                clusterArn: cluster.cluster.arn,
                family,
                priorities,
                appGroups: groups,
                vpcId: network.vpcId,
                subnetIds: network.publicSubnetIds,
                securityGroupId: network.taskSecurityGroup.id,
                loadBalancerArn: loadBalancer.loadBalancer.arn,
                loadBalancerArnSuffix: loadBalancer.loadBalancer.arnSuffix,
                listenerArn: loadBalancer.listener.arn,
                userPoolId: auth.userPool.id,
                loginUrl: auth.loginUrl,
                dependsOn: [network, cluster],
                tags,
            },
            { parent: this },
        );
    }

    /** What people see from another directory who are not on the owner's list. */
    private createRefusedPage(): void {
        const { settings, shared } = this.args;
        const { auth, loadBalancer, tags } = shared;
        if (auth.identityProviders !== undefined) {
            const priority = this.identity.priorities.refused;
            createRefusedPage(this.name, { listenerArn: loadBalancer.listener.arn, domain: settings.domain, priority, tags }, this);
        }
    }

    /** How many tasks run, where that is another number over time. */
    private createScaling(): void {
        const { settings, shared } = this.args;
        const { cluster, tags } = shared;
        if (isScaled(settings)) {
            const { desiredCount: minCount, maxCount, targetCpu, schedule: hours } = settings;
            const names = { clusterName: cluster.cluster.name, serviceName: this.service.fargate.service.name };
            new Scaling(this.name, { ...names, minCount, maxCount, targetCpu, hours, tags }, { parent: this });
        }
    }

    /** What people see while no task runs. */
    private createSchedule(): void {
        const { settings, shared } = this.args;
        const { loadBalancer, tags } = shared;
        const { domain, schedule: hours, sessionTimeout } = settings;
        if (hours === undefined) {
            return;
        }
        const action = authenticate("authenticate", { ...this.login(), sessionTimeout });
        const listenerArn = loadBalancer.listener.arn;
        const args = { listenerArn, domain, authenticate: action, priorities: this.identity.priorities.closedPage, hours, tags };
        new Schedule(this.name, args, { parent: this });
    }
}
