import { isDeepStrictEqual } from "node:util";
import type { DeclaredResource, DeclaredStack } from "../../local/declared";
import { declare } from "../unit/support/declare";

/** A step into a value: a key, an index, or what an item of a list has, such as `{ name: "ALB_ARN" }`. A text is entered as JSON. */
export type Step = string | number | Readonly<Record<string, string>>;

/** As a step into a list: after its last item. */
export const end = "end";

/** Stands for what an input is now where the evaluation makes it up, such as another resource's id. */
export const whatever = Symbol("whatever");

/** One small, dangerous edit of what the program declares. */
export interface Mutation {
    /** What somebody did, as the end of the sentence "somebody ...". */
    readonly what: string;
    /** Id of a rule that must notice; others may, too. */
    readonly caughtBy: string;
    /** `<last part of the type> <name>` of the resource. */
    readonly label: string;
    /** Settings under which the program declares what is edited. @default its usual ones */
    readonly config?: Readonly<Record<string, string>>;
    /**
     * Edits a list of the stack's resources, whose items stay what they are: what is edited is put in as a copy.
     *
     * @throws NothingToChange when the program does not declare what is to be edited.
     */
    readonly apply: (resources: DeclaredResource[], stack: DeclaredStack) => DeclaredResource[];
}

/** The program no longer declares what a mutation edits: the mutation must follow. */
export class NothingToChange extends Error {
    override readonly name = "NothingToChange";
}

/** The stack that a mutation edits; evaluated once for the same settings. */
export function stackOf({ config }: Mutation): Promise<DeclaredStack> {
    return declare(config === undefined ? {} : { config });
}

/** The stack as the program would declare it after the edit. */
export function mutate(mutation: Mutation, stack: DeclaredStack): DeclaredStack {
    const { project, stack: name, region, outputs } = stack;
    return Object.assign(Object.create(Object.getPrototypeOf(stack) as object) as DeclaredStack, {
        project,
        stack: name,
        region,
        outputs,
        resources: mutation.apply([...stack.resources], stack),
    });
}

/**
 * Sets one input.
 *
 * @param from what it is now: the mutation is an error otherwise; undefined where it is not set
 * @param to what it becomes, or how to find that in the stack; undefined removes it
 */
export function edit(
    what: string,
    caughtBy: string,
    [type, name]: readonly [type: string, name: string],
    path: readonly [input: string, ...inside: Step[]],
    from: unknown,
    to: unknown,
): Mutation {
    const label = labelOf(type, name);
    const apply = (resources: DeclaredResource[], stack: DeclaredStack): DeclaredResource[] => {
        const resource = copyIn(resources, type, name);
        const value: unknown = typeof to === "function" ? (to as (stack: DeclaredStack) => unknown)(stack) : to;
        const where = `${what}: ${label}.${JSON.stringify(path)}`;
        const inputs = resource.inputs as Record<string, unknown>;
        set(inputs, path, from, value, where);
        // The answer to a registration repeats its inputs.
        const [input] = path;
        if (input in inputs) {
            Object.assign(resource.state, { [input]: inputs[input] });
        } else {
            Reflect.deleteProperty(resource.state, input);
        }
        return resources;
    };
    return { what, caughtBy, label, apply };
}

/** The id of a resource of the stack. */
export function idOf([type, name]: readonly [type: string, name: string]): (stack: DeclaredStack) => unknown {
    return (stack) => stack.one(type, name).id;
}

/** An output of a resource of the stack. */
export function stateOf([type, name]: readonly [type: string, name: string], output: string): (stack: DeclaredStack) => unknown {
    return (stack) => stack.one(type, name).state[output];
}

/** Takes a resource away. */
export function remove(what: string, caughtBy: string, [type, name]: readonly [type: string, name: string]): Mutation {
    const apply = (resources: DeclaredResource[]): DeclaredResource[] => {
        const gone = find(resources, type, name);
        return resources.filter((resource) => resource !== gone);
    };
    return { what, caughtBy, label: labelOf(type, name), apply };
}

/** Adds a resource, with the tags and the parent of one that is there. */
export function add(
    what: string,
    caughtBy: string,
    [type, name]: readonly [type: string, name: string],
    like: readonly [type: string, name: string],
    inputs: (stack: DeclaredStack) => Readonly<Record<string, unknown>>,
): Mutation {
    const apply = (resources: DeclaredResource[], stack: DeclaredStack): DeclaredResource[] => {
        const model = find(resources, ...like);
        const tags = model.inputs["tags"];
        const own = { ...(tags === undefined ? {} : { tags }), ...inputs(stack) };
        const urn = `${model.urn.slice(0, model.urn.lastIndexOf("::"))}-added::${name}`;
        return [...resources, { ...model, urn, type, name, inputs: own, state: own, id: `${name}-id` }];
    };
    return { what, caughtBy, label: labelOf(type, name), apply };
}

/** Sets a resource option. */
export function option(
    what: string,
    caughtBy: string,
    [type, name]: readonly [type: string, name: string],
    options: Partial<DeclaredResource["options"]>,
): Mutation {
    const apply = (resources: DeclaredResource[]): DeclaredResource[] => {
        const resource = copyIn(resources, type, name);
        const before = JSON.stringify(resource.options);
        Object.assign(resource.options, options);
        if (JSON.stringify(resource.options) === before) {
            throw new NothingToChange(`${what}: the options of ${name} are that already.`);
        }
        return resources;
    };
    return { what, caughtBy, label: labelOf(type, name), apply };
}

/** Mutations of what the program declares only under some settings. */
export function under(config: Readonly<Record<string, string>>, mutations: readonly Mutation[]): Mutation[] {
    return mutations.map((mutation) => ({ ...mutation, config }));
}

/** Several edits that only together are what somebody did. */
export function together(what: string, caughtBy: string, [first, ...more]: readonly [Mutation, ...Mutation[]]): Mutation {
    const apply: Mutation["apply"] = (resources, stack) =>
        [first, ...more].reduce((edited, mutation) => mutation.apply(edited, stack), resources);
    return { what, caughtBy, label: first.label, apply };
}

function labelOf(type: string, name: string): string {
    return `${type.split(":").at(-1) ?? type} ${name}`;
}

function find(resources: readonly DeclaredResource[], type: string, name: string): DeclaredResource {
    const resource = resources.find((candidate) => candidate.type === type && candidate.name === name);
    if (resource === undefined) {
        throw new NothingToChange(`The program declares no ${labelOf(type, name)}.`);
    }
    return resource;
}

/** A copy of a resource, in its place: to copy all of them for each edit takes longer than all that is asked of the rules. */
function copyIn(resources: DeclaredResource[], type: string, name: string): DeclaredResource {
    const resource = find(resources, type, name);
    const copy = structuredClone(resource);
    resources[resources.indexOf(resource)] = copy;
    return copy;
}

function set(owner: Record<string, unknown>, [step, ...rest]: readonly Step[], from: unknown, to: unknown, where: string): void {
    const key = typeof step === "object" ? indexOf(owner, step) : step === end && Array.isArray(owner) ? owner.length : step;
    const value = key === undefined ? undefined : owner[key];
    if (key === undefined || (rest.length > 0 && (value === undefined || value === null))) {
        throw new NothingToChange(`${where} is not there.`);
    }
    if (rest.length > 0) {
        if (typeof value === "string") {
            const inside = insideOf(value, where);
            set(inside, rest, from, to, where);
            owner[key] = JSON.stringify(inside);
            return;
        }
        set(value as Record<string, unknown>, rest, from, to, where);
        return;
    }
    const expected = from === whatever ? value !== undefined : isDeepStrictEqual(value, from);
    if (!expected || isDeepStrictEqual(value, to)) {
        throw new NothingToChange(`${where} is ${JSON.stringify(value)}, which is not what was to be changed.`);
    }
    if (to === undefined && Array.isArray(owner)) {
        owner.splice(Number(key), 1);
    } else if (to === undefined) {
        Reflect.deleteProperty(owner, key);
    } else {
        owner[key] = to;
    }
}

/** What a text has inside; under other settings than a mutation is for, it may be no JSON. */
function insideOf(text: string, where: string): Record<string, unknown> {
    try {
        return JSON.parse(text) as Record<string, unknown>;
    } catch {
        throw new NothingToChange(`${where} is in no JSON.`);
    }
}

function indexOf(list: unknown, has: Readonly<Record<string, string>>): number | undefined {
    const index = (list as Record<string, unknown>[]).findIndex((item) => Object.entries(has).every(([key, value]) => item[key] === value));
    return index === -1 ? undefined : index;
}
