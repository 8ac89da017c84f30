import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { numberAt } from "../../declared/values";
import type { Service } from "../charge";

/** What is left of a log's bytes where they are kept: AWS reckons with this share. Source: AWS Pricing Calculator, CloudWatch Logs. */
const compressed = 0.15;

/** Days of a month. */
const month = 30;

/** What tasks write, and how long it is kept; shared out evenly among the stack's log groups. */
export const logs: Service = {
    name: "Logs",
    types: [types.logGroup],
    charges(stack, { logsGb }) {
        const groups = ofType(stack, types.logGroup);
        const kept = groups.reduce((sum, { props }) => sum + (numberAt(props, "retentionInDays") || 3653) / month, 0) / groups.length;
        return groups.length === 0
            ? []
            : [
                  { item: "what the tasks write", price: "logs-gb", quantity: logsGb },
                  { item: "keeping it", price: "logs-stored-gb", quantity: logsGb * compressed * kept },
              ];
    },
};
