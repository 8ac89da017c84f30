import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";

/** Everything that the program makes and that takes tags. */
const taggable = [
    types.awsxVpc,
    types.awsxFargateService,
    types.securityGroup,
    types.ingressRule,
    types.egressRule,
    types.loadBalancer,
    types.listener,
    types.listenerRule,
    types.targetGroup,
    types.certificate,
    types.userPool,
    types.repository,
    types.cluster,
    types.service,
    types.taskDefinition,
    types.logGroup,
    types.lambdaFunction,
    types.role,
    types.scalableTarget,
    types.bucket,
    types.bucketV2,
    types.topic,
    types.webAcl,
    types.ipSet,
    types.metricAlarm,
];

/** Without them a bill cannot be divided, nor a forgotten resource traced. */
export const requiredTags: StackRule = {
    id: "required-tags",
    scope: "stack",
    description: "Everything that takes tags says which project and stack it belongs to.",
    remedy: "Pass the tags pulumi:project and pulumi:stack.",
    types: taggable,
    *check({ urn, props }) {
        const [stack, project] = urn.replace("urn:pulumi:", "").split("::");
        for (const [tag, value] of [
            ["pulumi:project", project],
            ["pulumi:stack", stack],
        ] as const) {
            const found = at(props, "tags", tag);
            if (found !== value) {
                yield `the tag ${tag} is ${show(found)}`;
            }
        }
    },
};
