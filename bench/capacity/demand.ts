import { model, tasksFor, type TaskSize } from "../../cost/capacity";
import { capacityUnits, connectionsPerPerson } from "../../cost/services/load-balancer";
import { perPerson } from "../../cost/usage";

/** What the declared stack decides about how it scales. */
export interface Declared {
    /** Tasks that may run during a deployment, for each that is wanted. */
    readonly whileDeploying: number;
    /** Seconds that an access token lives: the load balancer renews it where there are requests. */
    readonly accessTokenSeconds: number;
    /** Listener rules. */
    readonly rules: number;
    /** Addresses that the subnets of the tasks have for them. */
    readonly addresses: number;
    /** Most tasks that the settings allow. */
    readonly mostTasks: number;
}

/** Seconds in which everybody arrives: half an hour in the morning. */
export const arrival = 1800;

/** What so many people at once ask of AWS. */
export interface Demand {
    readonly people: number;
    readonly tasks: number;
    /** Tasks, old and new, while a deployment replaces all of them. */
    readonly tasksDeploying: number;
    readonly vcpuDeploying: number;
    /** Requests a second to Cognito's category UserAuthentication: signing in, and renewing tokens. Source: "Quotas in Amazon Cognito". */
    readonly authentications: number;
    /** Load balancer capacity units while everybody arrives. */
    readonly capacityUnits: number;
}

/** All of them change something every few seconds, as those did who were measured. */
export function demandOf(people: number, size: TaskSize, declared: Declared): Demand {
    const tasks = tasksFor(people, size);
    const tasksDeploying = tasks * declared.whileDeploying;
    const arriving = people / arrival;
    const reruns = people / (model.pause + model.cpuSeconds / Math.min(1, size.vcpu));
    const requests = arriving * perPerson.pageRequests + (people * perPerson.requestsPerHour) / 3600;
    return {
        people,
        tasks,
        tasksDeploying,
        vcpuDeploying: tasksDeploying * size.vcpu,
        authentications: arriving + people / declared.accessTokenSeconds,
        capacityUnits: capacityUnits({
            newConnectionsPerSecond: arriving * connectionsPerPerson,
            activeConnections: people * connectionsPerPerson,
            gbPerHour: (reruns * perPerson.rerunGb + arriving * perPerson.pageGb) * 3600,
            requestsPerSecond: requests,
            rules: declared.rules,
        }),
    };
}
