import type { DeclaredResource } from "../declared";
import type { Refusals } from "./refusals";

/** Those of some resources that are a pool's. Refuses the others: a pool that is not declared is not served. */
export function ofPool(pool: DeclaredResource, resources: readonly DeclaredResource[], refusals: Refusals): DeclaredResource[] {
    const isOwn = ({ inputs }: DeclaredResource): boolean => inputs["userPoolId"] === pool.id;
    resources.filter((one) => !isOwn(one)).forEach((one) => refusals.refuse(one, "userPoolId", "no declared user pool has this id"));
    return resources.filter(isOwn);
}
