import type { Declared, Demand } from "./demand";

/** Something that breaks when too many people come. */
export interface Limit {
    readonly what: string;
    /** What there is, without asking anybody. */
    readonly most: number;
    /** What so many people take of it. */
    readonly taken: (demand: Demand) => number;
    /** The setting or AWS service that lifts it. */
    readonly lift: string;
    /** AWS's page, or the file of this project. */
    readonly source: string;
}

/** Quotas of a new account as AWS documents them in 2026-11. During a deployment old and new tasks are there at once, and quotas hold for both. */
const quotas: readonly Limit[] = [
    {
        what: "Fargate On-Demand vCPUs, old and new tasks of a deployment together",
        most: 6,
        taken: ({ vcpuDeploying }) => vcpuDeploying,
        lift: "Service Quotas, AWS Fargate: Fargate On-Demand vCPU resource count",
        source: "Amazon ECS endpoints and quotas",
    },
    {
        what: "targets of a target group and of a load balancer, while deploying",
        most: 1_000,
        taken: ({ tasksDeploying }) => tasksDeploying,
        lift: "Service Quotas, Elastic Load Balancing: Targets per Target Group per Region, Targets per Application Load Balancer",
        source: "Quotas for your Application Load Balancers",
    },
    {
        what: "Cognito's UserAuthentication requests a second: everybody signs in within half an hour, and every token is renewed",
        most: 120,
        taken: ({ authentications }) => authentications,
        lift: "Service Quotas, Amazon Cognito: Rate of UserAuthentication requests, which Cognito charges for; or a longer access token in `app/client.ts`, which lets disabled people stay that much longer",
        source: "Quotas in Amazon Cognito",
    },
    {
        what: "network interfaces of a region, while deploying",
        most: 5_000,
        taken: ({ tasksDeploying }) => tasksDeploying,
        lift: "Service Quotas, Amazon VPC: Network interfaces per Region",
        source: "Amazon VPC quotas",
    },
    {
        what: "tasks of a service",
        most: 5_000,
        taken: ({ tasks }) => tasks,
        lift: "Service Quotas, Amazon ECS: Tasks per service; or a stack more",
        source: "Amazon ECS endpoints and quotas",
    },
    {
        what: "capacity units that a load balancer can be told to have ready, for all who come at once",
        most: 15_000,
        taken: ({ capacityUnits }) => capacityUnits,
        lift: "a load balancer more: another stack",
        source: "Quotas for your Application Load Balancers",
    },
];

/** The quotas, and the stack's own bounds. */
export function limitsOf(declared: Declared): readonly Limit[] {
    return [
        ...quotas,
        {
            what: "`maxCount`, the most tasks that a setting takes",
            most: declared.mostTasks,
            taken: ({ tasks }) => tasks,
            lift: "its bound, in `settings/`: it is there against a mistyped number",
            source: "docs/settings.md",
        },
        {
            what: "addresses of the tasks' subnets, while deploying",
            most: declared.addresses,
            taken: ({ tasksDeploying }) => tasksDeploying,
            lift: "`availabilityZones`: each has a subnet of its own",
            source: "network.ts",
        },
    ];
}

/** A limit, and the people at once whom it is too low for. */
export interface Reached {
    readonly limit: Limit;
    readonly people: number;
}

/** The limits, those first that fewest people reach; beyond `end` people they are left out. */
export function reached(limits: readonly Limit[], demandOf: (people: number) => Demand, end: number): readonly Reached[] {
    const found = limits.flatMap((limit): Reached[] => {
        const breaks = (people: number): boolean => limit.taken(demandOf(people)) > limit.most;
        return breaks(end) ? [{ limit, people: fewest(breaks, end) }] : [];
    });
    return [...found].sort((one, other) => one.people - other.people);
}

/** The smallest number from 1 to `end` for which it holds, where it holds for all above. */
function fewest(holds: (people: number) => boolean, end: number): number {
    let [low, high] = [1, end];
    while (low < high) {
        const middle = Math.floor((low + high) / 2);
        [low, high] = holds(middle) ? [low, middle] : [middle + 1, high];
    }
    return low;
}
