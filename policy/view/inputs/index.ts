import type { Resource } from "../../../declared/resource";
import { containersOf } from "../../../declared/tasks";
import { types } from "../../../declared/types";
import { at, isUnknownValue } from "../../../declared/values";
import { accountInputs } from "./account";
import { read, type Known } from "./known";
import { loadBalancerInputs } from "./load-balancer";
import { peopleInputs } from "./people";
import { isProvidersOwn } from "./provider-defaults";
import { containerInputs, madeByAwsx, taskInputs } from "./tasks";

const declared = Object.entries({ ...accountInputs, ...loadBalancerInputs, ...peopleInputs, ...taskInputs });

/** What the program itself asks for under some settings, type by type. */
export const declaredInputs: ReadonlyMap<string, Known> = new Map(declared.map(([type, text]) => [type, read(text)]));

const known: ReadonlyMap<string, Known> = new Map([...declaredInputs, ...Object.entries(madeByAwsx)]);

/** Names that Pulumi gives where the program gives none; whether AWS takes one, another rule says. */
const names: ReadonlySet<string> = new Set(["name", "bucket"]);

/** Paths of a resource's inputs, without the indexes of lists, that are not in the tables; nothing of a type that the tables do not have. */
export function unknownInputs(resource: Resource): ReadonlySet<string> {
    const inputs = known.get(resource.type);
    if (inputs === undefined) {
        return new Set();
    }
    const isContainers = (path: string): boolean => resource.type === types.taskDefinition && path === "containerDefinitions";
    const isKnown = (path: string, value: unknown): boolean =>
        names.has(path) || isContainers(path) || (resource.isCompleted === true && isProvidersOwn(resource.type, path, value));
    const found = [...unknownIn(resource.props, inputs, "", isKnown)];
    if (resource.type === types.taskDefinition) {
        found.push(...unknownIn(containersOf(resource), containerInputs, "containerDefinitions.", isKnown));
    }
    return new Set(found);
}

/** @param isKnown whether an input that is not in the table may have this value all the same */
function* unknownIn(value: unknown, table: Known, path: string, isKnown: (path: string, value: unknown) => boolean): Iterable<string> {
    if (Array.isArray(value)) {
        for (const item of value as unknown[]) {
            yield* unknownIn(item, table, path, isKnown);
        }
    } else if (typeof value === "object" && value !== null) {
        // Two underscores begin what Pulumi notes for itself.
        for (const key of Object.keys(value).filter((each) => !each.startsWith("__"))) {
            const inside = table.get(key);
            if (inside === undefined) {
                const given = givenAt(value, key);
                if (given !== undefined && !isKnown(path + key, given)) {
                    yield path + key;
                }
            } else if (inside.size > 0) {
                yield* unknownIn(at(value, key), inside, `${path}${key}.`, isKnown);
            }
        }
    }
}

/** What an input is given; undefined where it is nothing. That a value is there is known before the value. */
function givenAt(owner: object, key: string): unknown {
    try {
        return at(owner, key) ?? undefined;
    } catch (error) {
        if (isUnknownValue(error)) {
            return Symbol("unknown");
        }
        throw error;
    }
}
