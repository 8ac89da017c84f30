import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** Streamlit's own answer to whether it can serve. Any other path answers 200 with a page that may not work. */
const healthPath = "/_stcore/health";

/** The load balancer sends people to whatever counts as healthy. Source: "Health checks for Application Load Balancer target groups". */
export const healthCheck: ResourceRule = {
    id: "health-check",
    scope: "resource",
    description: "A task counts as healthy by Streamlit's own word, asked often enough to notice within a minute that it is not.",
    remedy: `Let the health check ask ${healthPath} for a 200, and interval times unhealthyThreshold be 60 s or less.`,
    types: [types.targetGroup],
    *check({ props }) {
        const check = at(props, "healthCheck");
        if (at(check, "path") !== healthPath || at(check, "matcher") !== "200" || at(check, "enabled") === false) {
            yield `it asks ${show(at(check, "path"))} for ${show(at(check, "matcher"))}`;
        }
        const noticed = numberAt(check, "interval") * numberAt(check, "unhealthyThreshold");
        if (!(noticed <= 60)) {
            yield `it takes ${noticed} s to notice`;
        }
    },
};
