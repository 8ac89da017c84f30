import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { answerCall, answerResource } from "../../../local/made-up-outputs";
import { networkOutputs } from "./network-outputs";
import { schema, type TypeSchema } from "./provider-schema";

export type Properties = Record<string, unknown>;

/** Which resource a request is about: type token and logical name. */
export interface Which {
    readonly type: string;
    readonly name: string;
}

/** What is in the account. */
export interface Existing extends Which {
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** What a provider answers to a request for the difference. */
export interface Difference {
    readonly changed: string[];
    readonly replacing: string[];
    readonly deleteBeforeReplace: boolean;
}

/** How Pulumi's engine and SDKs write a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs that the provider chose itself; as Pulumi's bridge to Terraform marks them. */
const defaultsKey = "__defaults";

/**
 * An AWS account that is nothing but a record, behind the rules that the real provider and AWS have for every type: names made up within their
 * lengths, some inputs that cannot be updated, no name twice, nothing deleted that something else refers to.
 */
export class StandInAws {
    private readonly records = new Map<string, Existing>();
    private failing: string | undefined;

    constructor(
        private readonly region: string,
        /** Host and port of the registry that stands in for Amazon ECR. */
        private readonly registry: string,
    ) {}

    /** Everything that was created and not deleted. */
    get existing(): readonly Existing[] {
        return [...this.records.values()];
    }

    /** Lets the next creation of a type fail, once. */
    failNext(type: string): void {
        this.failing = type;
    }

    /** The inputs as they will be kept: with a name where the type has one, the old one if the name was not chosen. */
    check({ type, name }: Which, olds: Properties, news: Properties): Properties {
        const { named } = schemaOf(type);
        if (named === undefined || news["name"] !== undefined) {
            return news;
        }
        const madeUp = (olds[defaultsKey] as string[] | undefined)?.includes("name") === true ? olds["name"] : physicalName(name, named);
        return { ...news, name: madeUp, [defaultsKey]: ["name"] };
    }

    diff({ type }: Which, olds: Properties, news: Properties): Difference {
        const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => key !== defaultsKey);
        const changed = keys.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
        const { replacing, named } = schemaOf(type);
        const chosen = named !== undefined && !isDeepStrictEqual(news[defaultsKey], ["name"]);
        return {
            changed,
            replacing: changed.filter((key) => replacing.includes(key)),
            // Two of one name cannot be.
            deleteBeforeReplace: chosen && !changed.includes("name"),
        };
    }

    /** What is known before a creation: the inputs, but no output. */
    previewCreate(which: Which, inputs: Properties): Properties {
        const { outputs } = this.answer(which, inputs);
        const unknowns = Object.keys(outputs).filter((key) => inputs[key] === undefined);
        return { ...inputs, ...Object.fromEntries(unknowns.map((key) => [key, unknown])) };
    }

    /** @throws Error as AWS does, where the name is taken, and once after `failNext` */
    create(which: Which, inputs: Properties): Existing {
        if (this.failing === which.type) {
            this.failing = undefined;
            throw new Error(`InternalFailure: the stand-in for AWS was told to fail to create ${which.name}`);
        }
        const { type } = which;
        const name = inputs["name"];
        if (schemaOf(type).named !== undefined && this.existing.some((other) => other.type === type && other.inputs["name"] === name)) {
            throw new Error(`AlreadyExists: there is a ${type} named ${String(name)}`);
        }
        const { id, outputs } = this.answer(which, inputs);
        const created = { ...which, id, inputs, outputs };
        if (this.records.has(keyOf(created))) {
            throw new Error(`AlreadyExists: there is a ${type} with the id ${id}`);
        }
        this.records.set(keyOf(created), created);
        return created;
    }

    /** @throws Error where nothing of that id is */
    update(which: Which, id: string, inputs: Properties): Existing {
        const before = this.find(which, id);
        const after = { ...before, inputs, outputs: { ...before.outputs, ...inputs } };
        this.records.set(keyOf(after), after);
        return after;
    }

    /** Deleting what is gone succeeds, as with the real provider. @throws Error while something else that exists refers to it */
    delete(which: Which, id: string): void {
        const doomed = this.records.get(keyOf({ type: which.type, id }));
        if (doomed === undefined) return;
        // An ARN that it was given is another's: a topic policy's is the topic's.
        const arn = doomed.inputs["arn"] === undefined ? doomed.outputs["arn"] : undefined;
        const references = [arn, doomed.id].filter((text) => typeof text === "string");
        // A service goes on with a task definition that is deregistered. Source: "Deregistering an Amazon ECS task definition revision".
        const mayBeUsed = which.type === "aws:ecs/taskDefinition:TaskDefinition";
        const user = mayBeUsed
            ? undefined
            : this.existing.find((other) => other !== doomed && references.some((text) => refersTo(other.inputs, text)));
        if (user !== undefined) {
            throw new Error(`DependencyViolation: ${which.type} ${id} is used by ${user.type} ${user.id}`);
        }
        this.records.delete(keyOf(doomed));
    }

    /** @throws Error where nothing of that id is */
    find({ type, name }: Which, id: string): Existing {
        const found = this.records.get(keyOf({ type, id }));
        if (found === undefined) {
            throw new Error(`NotFound: there is no ${type} ${id} (${name})`);
        }
        return found;
    }

    /** Answers a function. @throws Error for one that the stack did not call before */
    call(token: string, inputs: Properties): Properties {
        if (token === "aws:index/getAvailabilityZones:getAvailabilityZones") {
            const letters = ["a", "b", "c", "d", "e", "f"];
            return {
                names: letters.map((letter) => this.region + letter),
                zoneIds: letters.map((_, index) => `use1-az${index + 1}`),
                id: this.region,
            };
        }
        const answer = answerCall({ token, inputs, provider: "" }, this.region);
        // Amazon ECR answers with another token each time.
        return answer["password"] === undefined
            ? answer
            : { ...answer, password: randomBytes(16).toString("hex"), proxyEndpoint: this.registry };
    }

    /** The outputs that AWS would make up; the inputs are what they are. */
    private answer({ type, name }: Which, inputs: Properties): { id: string; outputs: Properties } {
        // Unlike a mock's, a replacement must differ from what it replaces.
        const madeFrom = typeof inputs["name"] === "string" ? inputs["name"] : `${name}-${randomBytes(4).toString("hex")}`;
        const own = networkOutputs(type, madeFrom, inputs, this.region);
        const { id = "", state } = own ?? answerResource({ type, name: madeFrom, inputs, custom: true }, this.region);
        // The real provider, too, repeats the id among the outputs.
        const outputs: Properties = { ...(state as Properties), ...inputs, id };
        if (type === "aws:ecr/repository:Repository") {
            outputs["repositoryUrl"] = `${this.registry}/${String(inputs["name"])}`;
        }
        return { id, outputs };
    }
}

function schemaOf(type: string): TypeSchema {
    const found = schema[type];
    if (found === undefined) {
        throw new Error(`The stand-in for AWS does not know ${type}: add it to provider-schema.ts.`);
    }
    return found;
}

/** As Pulumi's automatic naming: a dash and seven hexadecimal digits. @throws Error for a name that becomes too long */
function physicalName(name: string, longest: number): string {
    const physical = `${name}-${randomBytes(4).toString("hex").slice(0, 7)}`;
    if (physical.length > longest) {
        throw new Error(`failed to make up a name: ${physical} has more than ${longest} characters`);
    }
    return physical;
}

function refersTo(value: unknown, text: string): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some((part) => refersTo(part, text));
    }
    return typeof value === "string" && value.includes(text);
}

function keyOf({ type, id }: Pick<Existing, "type" | "id">): string {
    return `${type} ${id}`;
}
