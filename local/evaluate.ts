import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isUnknown } from "@pulumi/pulumi/output";
import { DeclaredStack, type DeclaredCall, type DeclaredResource } from "./declared";
import { answerCall, answerResource } from "./made-up-outputs";
import { withoutPulumi } from "./without-pulumi";

/** Which program is evaluated, and as which stack. */
export interface EvaluateOptions {
    /** The folder that holds the program's `index.ts`. */
    readonly directory: string;
    /** Name of the Pulumi project. */
    readonly project: string;
    /** Name of the stack, without organization and project. */
    readonly stack: string;
    /** Full key (`project:key`, `aws:region`) to text. */
    readonly config: Readonly<Record<string, string>>;
    /** Full keys of the values that are encrypted in the stack's file. @default none */
    readonly secretKeys?: readonly string[];
    /** Whether it is evaluated as at a preview of a new stack: ids and outputs are unknown, and read as undefined. @default false */
    readonly preview?: boolean;
}

const defaultRegion = "us-east-1";

/**
 * Runs the program under Pulumi mocks and returns everything that it registered and exported.
 *
 * Program and providers cannot tell it from a deployment, but nothing is created: see `made-up-outputs.ts`. One evaluation at a time:
 * Pulumi's runtime is global to the process.
 *
 * @throws what the program throws, such as its error about bad configuration.
 */
export async function evaluate(options: EvaluateOptions): Promise<DeclaredStack> {
    const { directory, project, stack, secretKeys = [], preview = false } = options;
    const region = options.config["aws:region"] ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? defaultRegion;
    const calls: DeclaredCall[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: (args) => (preview ? { id: "", state: args.inputs as object } : answerResource(args, region)),
            call: (args) => {
                const answer = answerCall(args, region);
                calls.push({ token: args.token, inputs: args.inputs as DeclaredCall["inputs"], answer });
                return answer;
            },
        },
        project,
        stack,
        preview,
    );
    pulumi.runtime.setAllConfig({ ...options.config }, [...secretKeys]);
    const recorded = recordRegistrations();
    try {
        await runProgram(path.resolve(directory, "index.ts"));
    } catch (error) {
        throw pulumi.RunError.isInstance(error) ? onThisMachine(error, options) : error;
    }
    const resources = (await plain(recorded())) as DeclaredResource[];
    // What the program exports is what the stack itself, the first resource, registers as its outputs.
    return new DeclaredStack(project, stack, region, resources, resources[0]?.outputs ?? {}, calls);
}

/** A user's error names commands of the Pulumi CLI, which nobody needs here: the stack's file takes the same settings. */
function onThisMachine(error: pulumi.RunError, stack: EvaluateOptions): Error {
    const instead = withoutPulumi(error, stack);
    return instead === undefined ? error : Object.assign(error, { message: `${error.message}\n${instead}` });
}

async function runProgram(file: string): Promise<void> {
    const failures: unknown[] = [];
    const onFailure = (reason: unknown): void => void failures.push(reason);
    // A promise that the program left behind and that failed ends a deployment; here, it fails the evaluation.
    process.on("unhandledRejection", onFailure);
    try {
        forget(file);
        // Node keeps what a module ever imported, and with it all that an earlier evaluation made.
        module.children = module.children.filter(({ filename }) => filename !== file);
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh, synchronous load for each evaluation
        await pulumi.runtime.runInPulumiStack(() => Promise.resolve(require(file) as unknown));
        // Resources that no export depends on may still be on their way.
        await pulumi.runtime.disconnect();
        await nextTurn();
        if (failures.length > 0) {
            throw failures[0];
        }
    } finally {
        await nextTurn();
        process.off("unhandledRejection", onFailure);
    }
}

/** Node tells of unhandled rejections between two turns of its event loop. */
function nextTurn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}

/** Drops a module and all that it imports, packages aside, from the cache, so that a second evaluation with other settings starts anew. */
function forget(file: string): void {
    const loaded = require.cache[file];
    if (loaded === undefined || /[\\/]node_modules[\\/]/.test(file)) {
        return;
    }
    Reflect.deleteProperty(require.cache, file);
    loaded.children.forEach(({ filename }) => forget(filename));
}

type Monitor = NonNullable<ReturnType<typeof pulumi.runtime.getMonitor>>;

/**
 * Pulumi's mocks are told neither parent nor dependencies nor options, nor what a component registers as its outputs, so the requests
 * themselves are recorded.
 *
 * @returns what was registered so far.
 */
function recordRegistrations(): () => DeclaredResource[] {
    const monitor = pulumi.runtime.getMonitor();
    if (monitor === undefined) {
        throw new Error("Pulumi's mocks are not set.");
    }
    const resources: DeclaredResource[] = [];
    const register = monitor.registerResource.bind(monitor) as unknown as Call<RegisterRequest, RegisterResponse>;
    const recording: typeof register = (request, callback) =>
        register(request, (error, response) => {
            if (!error && response !== undefined) {
                resources.push(describe(request, response));
            }
            callback(error, response);
        });
    monitor.registerResource = recording as unknown as Monitor["registerResource"];

    const outputs = new Map<string, unknown>();
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor) as unknown as Call<RegisterOutputsRequest, unknown>;
    const recordingOutputs: typeof registerOutputs = (request, callback) => {
        outputs.set(request.getUrn(), pulumi.runtime.deserializeProperties(request.getOutputs()));
        return registerOutputs(request, callback);
    };
    monitor.registerResourceOutputs = recordingOutputs as unknown as Monitor["registerResourceOutputs"];

    return () => resources.map((resource) => ({ ...resource, outputs: outputs.get(resource.urn) as DeclaredResource["outputs"] }));
}

/** A method of Pulumi's monitor, as the SDK calls it. */
type Call<Request, Response> = (request: Request, callback: (error: Error | null, response: Response | undefined) => void) => unknown;

type Struct = Parameters<typeof pulumi.runtime.deserializeProperties>[0];

/** The parts of Pulumi's `RegisterResourceRequest` that are read. */
interface RegisterRequest {
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getParent(): string;
    getDependenciesList(): string[];
    getObject(): Struct;
    getProtect(): boolean;
    getIgnorechangesList(): string[];
    getDeletebeforereplace(): boolean;
    getRetainondelete(): boolean;
}

interface RegisterResponse {
    getUrn(): string;
    getId(): string;
    getObject(): Struct;
}

/** The parts of Pulumi's `RegisterResourceOutputsRequest` that are read. */
interface RegisterOutputsRequest {
    getUrn(): string;
    getOutputs(): Struct;
}

function describe(request: RegisterRequest, response: RegisterResponse): DeclaredResource {
    const parent = request.getParent();
    return {
        urn: response.getUrn(),
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        ...(parent === "" ? {} : { parent }),
        dependencies: [...new Set(request.getDependenciesList())],
        inputs: pulumi.runtime.deserializeProperties(request.getObject()),
        state: pulumi.runtime.deserializeProperties(response.getObject()),
        id: response.getId(),
        options: {
            protect: request.getProtect(),
            ignoreChanges: request.getIgnorechangesList(),
            deleteBeforeReplace: request.getDeletebeforereplace(),
            retainOnDelete: request.getRetainondelete(),
        },
    };
}

/**
 * Awaits every Output inside a value, unwraps every secret, reduces a resource to its URN, an asset and an archive to what it is made of, and
 * makes an unknown undefined.
 */
async function plain(value: unknown): Promise<unknown> {
    if (value instanceof Promise) {
        return plain(await value);
    }
    if (isUnknown(value)) {
        return undefined;
    }
    if (pulumi.Output.isInstance(value)) {
        return plain(await (value as unknown as { promise(): Promise<unknown> }).promise());
    }
    if (pulumi.runtime.isRpcSecret(value)) {
        return plain(pulumi.runtime.unwrapRpcSecret(value));
    }
    if (value instanceof pulumi.Resource) {
        return plain(value.urn);
    }
    if (Array.isArray(value)) {
        return Promise.all(value.map(plain));
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value).map(async ([key, item]) => [key, await plain(item)] as const);
        return Object.fromEntries(await Promise.all(entries));
    }
    return value;
}
