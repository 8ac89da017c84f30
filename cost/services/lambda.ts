import { ofType } from "../../policy/view/resource";
import { at, numberAt } from "../../policy/view/values";
import type { Charge, Service, Unpriced } from "../charge";

const fn = "aws:lambda/function:Function";

/** Seconds that a trigger of the user pool runs, its start from cold among them. */
const seconds = 0.5;

/** Functions, each called once at every sign-in: the user pool's triggers are. */
export const lambda: Service = {
    name: "Lambda",
    types: [fn],
    charges(stack, { signIns }) {
        return ofType(stack, fn).flatMap(({ name, props }): (Charge | Unpriced)[] => {
            const gb = (numberAt(props, "memorySize") || 128) / 1024;
            return [
                { item: name, price: "lambda-million-requests", quantity: signIns / 1_000_000 },
                { item: name, price: "lambda-gb-second", quantity: signIns * seconds * gb },
                ...(at(props, "snapStart") === undefined
                    ? []
                    : [{ item: `${name}, SnapStart`, why: "charged by what is kept and restored" }]),
            ];
        });
    },
};
