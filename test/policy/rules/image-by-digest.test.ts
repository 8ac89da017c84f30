import { imageByDigest } from "../../../policy/rules/image-by-digest";
import { serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const digest = `registry.example/app@sha256:${"a".repeat(64)}`;

describeRule(imageByDigest, {
    holds: {
        "for a digest": [serviceOf({ image: digest }), taskDefinitionOf({ image: digest })],
    },
    violated: {
        "by a tag": [[serviceOf({ image: "registry.example/app:latest" })], 'it runs "registry.example/app:latest"'],
        "by a tag in a task definition": [[taskDefinitionOf({ image: "app:1" })], 'it runs "app:1"'],
        "by half a digest": [[serviceOf({ image: digest.slice(0, -1) })], `it runs "${digest.slice(0, -1)}"`],
        "by a second container": [[serviceOf({ image: digest }, { containers: { side: { image: "side" } } })], 'it runs "side"'],
    },
});
