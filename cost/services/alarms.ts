import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, numberAt } from "../../declared/values";
import { count, type Charge, type Service } from "../charge";

const [compositeAlarm, dashboard] = ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "aws:cloudwatch/dashboard:Dashboard"] as const;

/** Thousands of mails that alarms send in a month: there are never so many. */
const mails = 1;

/** Metrics that an alarm looks at: itself, or each of its queries that is a metric. Source: "Amazon CloudWatch pricing", alarms. */
function metricsOf(props: unknown): number {
    const queries = listAt(props, "metricQueries").filter((query) => at(query, "metric") !== undefined).length;
    // Anomaly detection adds the two ends of its band.
    return Math.max(1, queries) + (at(props, "thresholdMetricId") === undefined ? 0 : 2);
}

function isFast(props: unknown): boolean {
    const periods = [numberAt(props, "period"), ...listAt(props, "metricQueries").map((query) => numberAt(query, "metric", "period"))];
    return periods.some((period) => period < 60);
}

/** Alarms by their metrics, dashboards, and the mails of a topic. */
export const alarms: Service = {
    name: "Alarms and dashboard",
    types: [types.metricAlarm, compositeAlarm, dashboard, types.topic, types.topicSubscription],
    charges(stack) {
        const declared = ofType(stack, types.metricAlarm);
        const metrics = (fast: boolean): number =>
            declared.filter(({ props }) => isFast(props) === fast).reduce((sum, { props }) => sum + metricsOf(props), 0);
        const line = (quantity: number, item: string, price: Charge["price"]): Charge[] =>
            quantity === 0 ? [] : [{ item, price, quantity }];
        const composites = ofType(stack, compositeAlarm).length;
        const dashboards = ofType(stack, dashboard).length;
        const hasMail = ofType(stack, types.topicSubscription).some(({ props }) => String(at(props, "protocol")).startsWith("email"));
        const texts = ofType(stack, types.topicSubscription).filter(({ props }) => at(props, "protocol") === "sms");
        return [
            ...line(metrics(false), `alarms on ${count(metrics(false), "metric")}`, "alarm-metric"),
            ...line(metrics(true), `alarms on ${count(metrics(true), "metric")} of high resolution`, "alarm-metric-fast"),
            ...line(composites, count(composites, "composite alarm"), "composite-alarm"),
            ...line(dashboards, count(dashboards, "dashboard"), "dashboard"),
            ...line(hasMail ? mails : 0, "mails", "email-1000"),
            ...texts.map(({ name }) => ({ item: `${name}, SMS`, why: "charged by message and country" })),
        ];
    },
};
