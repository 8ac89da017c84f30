import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import type { Service } from "../charge";

const eventRule = "aws:cloudwatch/eventRule:EventRule";

/** Starts of a schedule in a month: two a day. */
const starts = 62;

/** Schedules of EventBridge; its rules on AWS's own events are free. */
export const schedules: Service = {
    name: "Schedules",
    types: [types.schedule, eventRule],
    charges(stack) {
        return ofType(stack, types.schedule).map(({ name }) => ({ item: name, price: "schedule-million", quantity: starts / 1_000_000 }));
    },
};
