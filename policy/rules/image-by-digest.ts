import { containersOf } from "../../declared/tasks";
import { taskTypes } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";

/** A tag is whatever was pushed last: the next task that starts may run another program. */
export const imageByDigest: StackRule = {
    id: "image-by-digest",
    scope: "stack",
    description: "Tasks run images by digest, so that what was deployed is what runs.",
    remedy: "Use the repoDigest of the docker.Image as the container's image.",
    types: taskTypes,
    *check(resource) {
        for (const container of containersOf(resource)) {
            const image = at(container, "image");
            if (typeof image !== "string" || !/@sha256:[0-9a-f]{64}$/.test(image)) {
                yield `it runs ${show(image)}`;
            }
        }
    },
};
