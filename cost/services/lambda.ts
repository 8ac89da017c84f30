import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, numberAt } from "../../declared/values";
import type { Charge, Service, Unpriced } from "../charge";
import { personHours } from "../usage";

/** Seconds that a trigger of the user pool runs, its start from cold among them. */
const seconds = 0.5;

/** Times in an hour that the load balancer renews the tokens of somebody who is there, which calls a trigger that has a say in them. */
const renewals = 12;

/** Functions, each called at every sign-in and every renewal of tokens: the user pool's triggers are, at the most. */
export const lambda: Service = {
    name: "Lambda",
    types: [types.lambdaFunction],
    charges(stack, usage) {
        const calls = usage.signIns + personHours(usage) * renewals;
        return ofType(stack, types.lambdaFunction).flatMap(({ name, props }): (Charge | Unpriced)[] => {
            const gb = (numberAt(props, "memorySize") || 128) / 1024;
            return [
                { item: name, price: "lambda-million-requests", quantity: calls / 1_000_000 },
                { item: name, price: "lambda-gb-second", quantity: calls * seconds * gb },
                ...(at(props, "snapStart") === undefined
                    ? []
                    : [{ item: `${name}, SnapStart`, why: "charged by what is kept and restored" }]),
            ];
        });
    },
};
