import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { textAt } from "../../declared/values";
import { count, type Service } from "../charge";

const [zone, healthCheck] = ["aws:route53/zone:Zone", "aws:route53/healthCheck:HealthCheck"] as const;

/** Hosted zones, also those that the stack finds and only adds records to: without them there is no domain. Records and questions for aliases are free. */
export const dns: Service = {
    name: "Route 53",
    types: [types.record, zone, healthCheck],
    charges(stack) {
        const zones = new Set([
            ...ofType(stack, types.record).map(({ props }) => textAt(props, "zoneId") ?? ""),
            ...ofType(stack, zone).map(({ references }) => references[0] ?? ""),
        ]);
        const checks = ofType(stack, healthCheck).length;
        return [
            ...(zones.size === 0 ? [] : [{ item: count(zones.size, "hosted zone"), price: "hosted-zone", quantity: zones.size } as const]),
            ...(checks === 0 ? [] : [{ item: count(checks, "health check"), price: "health-check", quantity: checks } as const]),
        ];
    },
};
