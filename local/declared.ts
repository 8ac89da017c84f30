/** One resource that the program registered, with every Output awaited and every secret unwrapped. */
export interface DeclaredResource {
    /** `urn:pulumi:<stack>::<project>::<parent types$type>::<name>`. */
    readonly urn: string;
    /** Pulumi type token, such as `aws:lb/listener:Listener`. */
    readonly type: string;
    /** The logical (Pulumi) name. */
    readonly name: string;
    /** False for components that the program itself builds. */
    readonly custom: boolean;
    /** URN of the parent resource. */
    readonly parent?: string;
    /** URNs of everything that must exist before this resource. */
    readonly dependencies: readonly string[];
    /** What the program asked for. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** What the evaluation answered: the inputs and the made-up outputs, such as `arn`. */
    readonly state: Readonly<Record<string, unknown>>;
    /** Made up; undefined at a preview. */
    readonly id: string;
    /** What a component registered as its outputs, which ends its registration; undefined where it registered none. */
    readonly outputs?: Readonly<Record<string, unknown>> | undefined;
    /** Resource options that change what a deployment does. */
    readonly options: {
        readonly protect: boolean;
        readonly ignoreChanges: readonly string[];
        readonly deleteBeforeReplace: boolean;
        readonly retainOnDelete: boolean;
    };
}

/** One function (data source) that the program called, such as the look-up of a hosted zone. */
export interface DeclaredCall {
    /** Pulumi token, such as `aws:route53/getZone:getZone`. */
    readonly token: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** What the evaluation made up. */
    readonly answer: Readonly<Record<string, unknown>>;
}

/** Everything that one evaluation of the program registered and exported. */
export class DeclaredStack {
    constructor(
        readonly project: string,
        readonly stack: string,
        /** AWS region of the stack's config. */
        readonly region: string,
        readonly resources: readonly DeclaredResource[],
        /** The program's exports. */
        readonly outputs: Readonly<Record<string, unknown>>,
        /** What the program looked up, in the order of the calls. */
        readonly calls: readonly DeclaredCall[] = [],
    ) {}

    /** Every resource of one Pulumi type, in the order of registration. */
    ofType(type: string): DeclaredResource[] {
        return this.resources.filter((resource) => resource.type === type);
    }

    /**
     * The one resource of a type, or the one with that name where there are several.
     *
     * @throws Error when there is none or more than one.
     */
    one(type: string, name?: string): DeclaredResource {
        const found = this.ofType(type).filter((resource) => name === undefined || resource.name === name);
        const [first] = found;
        if (first === undefined || found.length > 1) {
            const names = found.map((resource) => resource.name).join(", ");
            const which = name === undefined ? type : `${type} named ${name}`;
            throw new Error(`The program declares ${found.length} resources of type ${which}${names && `: ${names}`}; expected one.`);
        }
        return first;
    }
}
