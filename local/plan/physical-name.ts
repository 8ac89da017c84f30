import type { DeclaredResource } from "../declared";

/** The name on AWS, which Pulumi makes from the logical one where the program sets none. */
export function physicalName({ name, state }: DeclaredResource): string {
    return typeof state["name"] === "string" ? state["name"] : name;
}
