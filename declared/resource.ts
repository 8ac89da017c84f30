import { at, isUnknownValue, textsAt, type Path } from "./values";

/** What policies, costs and checks see of a resource, wherever it comes from: an evaluation of the program, or the Pulumi engine. */
export interface Resource {
    readonly urn: string;
    /** Pulumi type token, such as `aws:lb/listener:Listener`, also for a resource of the alias `aws.alb`. */
    readonly type: string;
    /** The logical (Pulumi) name. */
    readonly name: string;
    /** Inputs; from the engine, for a rule about the stack, with the outputs among them. Reading a value that is not known yet throws. */
    readonly props: Readonly<Record<string, unknown>>;
    /** Whether its provider has filled in what the program left out, as it has when the engine asks. @default it has not */
    readonly isCompleted?: boolean;
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

/**
 * Outputs by which others refer to a resource, beside its id; a user pool's domain is referred to by `domain`, and in DNS by where it is served; an image by its
 * digest, a certificate by the record that proves to AWS whose the domain is.
 */
export const referencePaths: readonly Path[] = [
    ["arn"],
    ["name"],
    ["domain"],
    ["cloudfrontDistribution"],
    ["dnsName"],
    ["repositoryUrl"],
    ["repoDigest"],
    ["domainValidationOptions", 0, "resourceRecordValue"],
];

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
 *
 * @param nameIn what of a text, and of a reference, counts. @default all of it
 */
export function referred(
    stack: Stack,
    resource: Resource,
    path: Path,
    type: string,
    nameIn: (text: string) => string = (text) => text,
): Resource[] {
    const candidates = ofType(stack, type);
    try {
        const names = textsAt(resource.props, ...path).map(nameIn);
        return candidates.filter(({ references }) => references.some((reference) => names.includes(nameIn(reference))));
    } catch (error) {
        if (!isUnknownValue(error)) {
            throw error;
        }
        const sources = resource.propertyDependencies[String(path[0])] ?? [];
        return candidates.filter(({ urn }) => sources.includes(urn));
    }
}

/** Whether a property names anything; one that is not known yet does. Providers write an empty text where nothing is named. */
export function namesAnything({ props }: Resource, path: Path): boolean {
    try {
        return (at(props, ...path) ?? "") !== "";
    } catch (error) {
        if (isUnknownValue(error)) {
            return true;
        }
        throw error;
    }
}
