import { at, isUnknownValue, type Path } from "./values";

/** What the rules see of a resource, wherever it comes from: an evaluation of the program, or the Pulumi engine. */
export interface Resource {
    readonly urn: string;
    /** Pulumi type token, such as `aws:lb/listener:Listener`, also for a resource of the alias `aws.alb`. */
    readonly type: string;
    /** The logical (Pulumi) name. */
    readonly name: string;
    /** Inputs; from the engine, for a rule about the stack, with the outputs among them. Reading a value that is not known yet throws. */
    readonly props: Readonly<Record<string, unknown>>;
    readonly options: {
        readonly protect: boolean;
        readonly ignoreChanges: readonly string[];
        /** Undefined where it is not told: the engine keeps it to itself. */
        readonly retainOnDelete?: boolean;
    };
    /** The values by which other resources refer to this one, as far as they are known. */
    readonly references: readonly string[];
    /** Input to the URNs of the resources that its value comes from, where the engine tells. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Outputs by which others refer to a resource, beside its id; a user pool's domain is referred to by `domain`, and in DNS by where it is served. */
export const referenceProperties = ["arn", "name", "domain", "cloudfrontDistribution"] as const;

/** Everything that a program registered. */
export interface Stack {
    readonly resources: readonly Resource[];
}

/** Every resource of one of these types. */
export function ofType(stack: Stack, ...types: readonly string[]): Resource[] {
    return stack.resources.filter(({ type }) => types.includes(type));
}

/**
 * The resources of one type that a property names, by their id, ARN or name. Before these are known, those that the property's value comes
 * from: at a first preview nothing has an id yet, and who may talk to whom can be told all the same.
 */
export function referred(stack: Stack, resource: Resource, path: Path, type: string): Resource[] {
    const candidates = ofType(stack, type);
    try {
        const value = at(resource.props, ...path);
        const values = Array.isArray(value) ? [...(value as unknown[])] : [value];
        return candidates.filter(({ references }) => references.some((reference) => values.includes(reference)));
    } catch (error) {
        if (!isUnknownValue(error)) {
            throw error;
        }
        const sources = resource.propertyDependencies[String(path[0])] ?? [];
        return candidates.filter(({ urn }) => sources.includes(urn));
    }
}
