import type { DeclaredResource } from "../declared";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/** Those of some resources that are a pool's. Refuses the others: a pool that is not declared is not served. */
export function ofPool(pool: DeclaredResource, resources: readonly DeclaredResource[], refusals: Refusals): DeclaredResource[] {
    return resources.filter((resource) => {
        const isOwn = resource.inputs["userPoolId"] === pool.id;
        if (!isOwn) {
            refusals.refuse(resource, "userPoolId", "no declared user pool has this id");
        }
        return isOwn;
    });
}

/** The inputs of a resource that must be a pool's, to be read. */
export function inputsOfPool(pool: DeclaredResource, resource: DeclaredResource, refusals: Refusals): Inputs {
    ofPool(pool, [resource], refusals);
    const inputs = new Inputs(resource, refusals);
    inputs.noDifference("userPoolId", "region");
    return inputs;
}
