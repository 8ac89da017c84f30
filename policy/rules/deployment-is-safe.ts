import { serviceTypes } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { StackRule } from "../rule";

/** Source: ECS Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures". */
export const deploymentIsSafe: StackRule = {
    id: "deployment-is-safe",
    scope: "stack",
    description: "A deployment takes no running task away before its successor works, and one that fails is rolled back.",
    remedy: "Set deploymentMinimumHealthyPercent to 100, and deploymentCircuitBreaker to enable and rollback.",
    types: serviceTypes,
    *check({ props }) {
        const breaker = at(props, "deploymentCircuitBreaker");
        if (at(breaker, "enable") !== true || at(breaker, "rollback") !== true) {
            yield `deploymentCircuitBreaker is ${show(breaker)}`;
        }
        if (!(numberAt(props, "deploymentMinimumHealthyPercent") >= 100)) {
            yield `deploymentMinimumHealthyPercent is ${show(at(props, "deploymentMinimumHealthyPercent"))}`;
        }
    },
};
