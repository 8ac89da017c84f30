import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt } from "../../declared/values";
import { count, type Charge, type Service, type Unpriced } from "../charge";
import { hoursOfMonth } from "../usage";
import { sizeOf, taskHours, tasksOf, type TaskHours, type Tasks } from "./tasks";

/** GB of ephemeral storage that a task has for nothing. Source: "AWS Fargate pricing". */
const freeStorage = 20;

/** The tasks, by their size and hours. Nothing is charged for the cluster. */
export const fargate: Service = {
    name: "Fargate",
    types: [
        types.awsxFargateService,
        types.service,
        types.taskDefinition,
        types.cluster,
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    ],
    charges(stack, usage) {
        const insights = ofType(stack, types.cluster).flatMap(({ name, props }): Unpriced[] => {
            const setting = listAt(props, "settings").find((candidate) => at(candidate, "name") === "containerInsights");
            const isOff = setting === undefined || at(setting, "value") === "disabled";
            return isOff
                ? []
                : [{ item: `${name}, Container Insights`, why: "charged by the metrics that it makes, 0.30 USD each or by observation" }];
        });
        return [...tasksOf(stack).flatMap((tasks) => chargesOf(tasks, taskHours(stack, tasks, usage))), ...insights];
    },
};

function chargesOf(tasks: Tasks, hours: TaskHours): (Charge | Unpriced)[] {
    const { architecture, memory, service, storage, vcpu } = tasks;
    if (Number.isNaN(vcpu) || Number.isNaN(memory)) {
        return [{ item: service.name, why: "its task definition says no size" }];
    }
    const item = `${service.name}, ${describe(hours)} of ${sizeOf(tasks)}${architecture === "arm" ? " (ARM)" : ""}`;
    const size = (taskHours: number, suffix: "" | "spot-"): Charge[] => {
        const line = suffix === "" ? item : `${item}, on Spot`;
        return [
            { item: line, price: `fargate-${suffix}${architecture}-vcpu`, quantity: taskHours * vcpu },
            { item: line, price: `fargate-${suffix}${architecture}-gb`, quantity: taskHours * memory },
        ];
    };
    const more = Math.max(0, storage - freeStorage) * (hours.onDemand + hours.spot);
    return [
        ...(hours.onDemand > 0 || hours.spot === 0 ? size(hours.onDemand, "") : []),
        ...(hours.spot > 0 ? size(hours.spot, "spot-") : []),
        ...(more > 0
            ? [{ item: `${service.name}, storage above ${freeStorage} GB`, price: "fargate-storage-gb", quantity: more } as const]
            : []),
    ];
}

/** As declared, so that it is the same in each use: `1 task`, `1 to 3 tasks`, `1 task for 217 hours`. */
function describe({ least, most, open }: TaskHours): string {
    const tasks = most > least ? `${least} to ${count(most, "task")}` : count(most, "task");
    return open < hoursOfMonth ? `${tasks} for ${Math.round(open)} hours` : tasks;
}
