import { mostTasks, servicesOf } from "../../declared/tasks";
import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { authenticationsOf, rulesOf } from "../view/listeners";

/** A Streamlit session lives in one task's memory: at another, uploads fail and the page starts anew. */
export const stickySessions: StackRule = {
    id: "sticky-sessions",
    scope: "stack",
    description: "Whenever more than one task can run, be it during a deployment, a person stays with one task for a whole session.",
    remedy: "Enable stickiness of the target group by lb_cookie, for as long as a session lasts.",
    types: [types.targetGroup],
    *check({ props }, stack) {
        if (!servicesOf(stack).some((service) => mostTasks(service) > 1)) {
            return;
        }
        if (at(props, "stickiness", "enabled") === false || at(props, "stickiness", "type") !== "lb_cookie") {
            yield `stickiness is ${show(at(props, "stickiness"))}`;
            return;
        }
        const stays = numberAt(props, "stickiness", "cookieDuration");
        const session = Math.max(
            0,
            ...rulesOf(stack)
                .flatMap(authenticationsOf)
                .map((settings) => numberAt(settings, "sessionTimeout")),
        );
        if (!(stays >= session)) {
            yield `a person stays for ${stays} s, and a session lasts ${session} s`;
        }
    },
};
