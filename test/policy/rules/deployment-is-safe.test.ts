import { deploymentIsSafe } from "../../../policy/rules/deployment-is-safe";
import { service } from "../support/resources";
import { describeRule } from "../support/rule";

const right = { deploymentMinimumHealthyPercent: 100, deploymentCircuitBreaker: { enable: true, rollback: true } };

describeRule(deploymentIsSafe, {
    holds: { "with a breaker that rolls back": [service(right)] },
    violated: {
        "by a breaker that leaves it broken": [
            [service({ ...right, deploymentCircuitBreaker: { enable: true, rollback: false } })],
            'deploymentCircuitBreaker is {"enable":true,"rollback":false}',
        ],
        "by tasks that go first": [[service({ ...right, deploymentMinimumHealthyPercent: 0 })], "deploymentMinimumHealthyPercent is 0"],
    },
});
