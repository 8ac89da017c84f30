import type { Resource } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, listAt, textsAt } from "../../declared/values";

/** One statement of an AWS policy document. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of a policy document: JSON, as the provider takes it. */
export function statementsOf(document: unknown): readonly Statement[] {
    if (typeof document !== "string" || document === "") {
        return [];
    }
    const statements = at(JSON.parse(document), "Statement");
    return (Array.isArray(statements) ? statements : [statements]) as Statement[];
}

/** The statements by which a role, a policy or an attachment allows something. */
export function allowing({ type, props }: Resource): readonly Statement[] {
    const documents = type === types.role ? listAt(props, "inlinePolicies").map((policy) => at(policy, "policy")) : [at(props, "policy")];
    return documents.flatMap(statementsOf).filter((statement) => statement["Effect"] === "Allow");
}

/** What a statement allows, such as `logs:PutLogEvents`. */
export function actionsIn(statement: Statement): readonly string[] {
    return textsAt(statement, "Action");
}

/** By which requests reach other tasks, or another page, than before. */
const moving = ["modifyrule", "setrulepriorities", "registertargets", "deregistertargets"].map((name) => `elasticloadbalancing:${name}`);

/** Whether an action is one of those by which AWS itself, in a deployment or by a schedule, moves a load balancer's requests. */
export function movesRequests(action: string): boolean {
    return moving.includes(action.toLowerCase());
}

/** Whom a statement trusts, as `<kind>:<who>`: `Service:ecs-tasks.amazonaws.com`, or `*` for everyone. */
export function principalsOf(statement: Statement): readonly string[] {
    const principal = statement["Principal"];
    if (typeof principal === "string") {
        return [principal];
    }
    return Object.keys(principal ?? {}).flatMap((kind) => textsAt(principal, kind).map((who) => `${kind}:${who}`));
}

/** Resources that hold permissions. */
export const permissionTypes = [types.role, types.policy, types.rolePolicy] as const;
