import type { Key } from "../../../settings/schema";
import type { Operation } from "./operations";
import type { StandInAws } from "./stand-in-aws";

/** One change of the stack's configuration, and all that the engine may do for it. */
export interface Change {
    /** The settings that change: several where one is refused without the others. An empty text unsets one. */
    readonly settings: Readonly<Partial<Record<Key, string>>>;
    readonly operations: readonly Operation[];
    /** What somebody other than Pulumi does to the account before: then, Pulumi looks first (`pulumi up --refresh`). @default nothing */
    readonly meanwhile?: (aws: StandInAws) => void;
    /** Looks at the account when all is done. @throws where it is not as it must be. @default nothing is looked at */
    readonly afterwards?: (aws: StandInAws) => void;
    /** Whether the policies are asked about what is deployed then. @default false */
    readonly policies?: boolean;
}

/** One operation on each of several resources, by type and name. */
export function each(operation: string, resources: readonly string[]): Operation[] {
    return resources.map((resource) => `${operation} ${resource}`);
}

/** A new revision of the task definition, and the service that takes it. */
export const redeploy: readonly Operation[] = [
    "replace aws:ecs/taskDefinition:TaskDefinition streamlit",
    "update aws:ecs/service:Service streamlit",
];

/** Updates of rules of the main app. */
export function updatedRules(...names: string[]): Operation[] {
    return names.map((name) => `update aws:lb/listenerRule:ListenerRule streamlit-${name}`);
}

export const updatedPool: Operation = "update aws:cognito/userPool:UserPool streamlit-users";

export const updatedClient: Operation = "update aws:cognito/userPoolClient:UserPoolClient streamlit-load-balancer";

/**
 * Makes the first changes of several lists at once, then the second ones, and so on: a deployment takes its time whatever it changes.
 *
 * @throws Error where two of them share a setting or an operation: it could not be told which of them an operation is of
 */
export function abreast(...lists: readonly (readonly Change[])[]): Change[] {
    const longest = Math.max(...lists.map(({ length }) => length));
    return Array.from({ length: longest }, (_, index) => together(lists.flatMap((list) => list[index] ?? [])));
}

function together(changes: readonly Change[]): Change {
    const operations = changes.flatMap((change) => change.operations);
    const settings = changes.flatMap((change) => Object.entries(change.settings));
    const names = [...operations, ...settings.map(([setting]) => setting)];
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
        throw new Error(`These cannot be changed at once, because each has "${twice}": ${JSON.stringify(settings)}.`);
    }
    return { settings: Object.fromEntries(settings), operations, policies: changes.some(({ policies }) => policies === true) };
}
