import { ofType, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import type { Charge, Service } from "../charge";
import { hoursOfMonth, personHours, requests, trafficGb, type Usage } from "../usage";

/** What one load balancer capacity unit is. Source: "Elastic Load Balancing pricing", LCU details. */
const capacityUnit = {
    newConnectionsPerSecond: 25,
    activeConnections: 3_000,
    gbPerHour: 1,
    ruleEvaluationsPerSecond: 1_000,
} as const;

/** Rules of a listener that are not counted as evaluations. Same source. */
const freeRules = 10;

/** What goes through a load balancer in an hour. */
export interface Traffic {
    readonly newConnectionsPerSecond: number;
    readonly activeConnections: number;
    readonly gbPerHour: number;
    readonly requestsPerSecond: number;
    /** Listener rules that a request is held against, at the most. */
    readonly rules: number;
}

/** LCUs of an hour: of its four dimensions only the one that is used most is charged. */
export function capacityUnits({ newConnectionsPerSecond, activeConnections, gbPerHour, requestsPerSecond, rules }: Traffic): number {
    return Math.max(
        newConnectionsPerSecond / capacityUnit.newConnectionsPerSecond,
        activeConnections / capacityUnit.activeConnections,
        gbPerHour / capacityUnit.gbPerHour,
        (requestsPerSecond * Math.max(0, rules - freeRules)) / capacityUnit.ruleEvaluationsPerSecond,
    );
}

/** A browser has its websocket and one connection for everything else. */
export const connectionsPerPerson = 2;

/** LCU-hours of a month: hours in which nobody is there have none. */
function capacityUnitHours(stack: Stack, usage: Usage): number {
    const hours = Math.max(1, usage.busyHours);
    const units = capacityUnits({
        newConnectionsPerSecond: (usage.signIns * connectionsPerPerson + personHours(usage)) / hours / 3600,
        activeConnections: usage.atOnce * connectionsPerPerson,
        gbPerHour: trafficGb(usage) / hours,
        requestsPerSecond: requests(usage) / hours / 3600,
        rules: ofType(stack, types.listenerRule).length,
    });
    return units * usage.busyHours;
}

/** The load balancers, each hour and by what goes through them, as if one took all of it. */
export const loadBalancer: Service = {
    name: "Load balancer",
    types: [types.loadBalancer],
    charges(stack, usage) {
        const balancers = ofType(stack, types.loadBalancer);
        const hours = balancers.map(({ name }): Charge => ({
            item: `${name}, all month`,
            price: "load-balancer-hour",
            quantity: hoursOfMonth,
        }));
        const traffic: Charge = { item: "what goes through", price: "lcu-hour", quantity: capacityUnitHours(stack, usage) };
        return balancers.length === 0 ? [] : [...hours, traffic];
    },
};
