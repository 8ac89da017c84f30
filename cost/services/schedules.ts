import { ofType } from "../../policy/view/resource";
import type { Service } from "../charge";

const [schedule, rule] = ["aws:scheduler/schedule:Schedule", "aws:cloudwatch/eventRule:EventRule"] as const;

/** Starts of a schedule in a month: two a day. */
const starts = 62;

/** Schedules of EventBridge; its rules on AWS's own events are free. */
export const schedules: Service = {
    name: "Schedules",
    types: [schedule, rule],
    charges(stack) {
        return ofType(stack, schedule).map(({ name }) => ({ item: name, price: "schedule-million", quantity: starts / 1_000_000 }));
    },
};
