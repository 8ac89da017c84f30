/** Every task of a service on spare capacity. Source: ECS Developer Guide, "Amazon ECS clusters for Fargate workloads". */
export const spotStrategy = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];

/**
 * Name of the service that runs there: another one, because the AWS provider changes neither a service with a launch type into one with a strategy,
 * nor back. So the new service is healthy before the old one goes.
 */
export function spotName(name: string): string {
    return `${name}-spot`;
}
