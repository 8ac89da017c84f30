import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { DeclaredStack, type DeclaredResource } from "./declared";
import { answerCall, answerResource } from "./made-up-outputs";

export interface EvaluateOptions {
    /** The folder that holds the program's `index.ts`. */
    readonly directory: string;
    readonly project: string;
    readonly stack: string;
    /** Full key (`project:key`, `aws:region`) to text. */
    readonly config: Readonly<Record<string, string>>;
    /** @default false */
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
    const region = options.config["aws:region"] ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? defaultRegion;
    const resources: DeclaredResource[] = [];
    await pulumi.runtime.setMocks(
        { newResource: (args) => answerResource(args, region), call: (args) => answerCall(args, region) },
        options.project,
        options.stack,
        options.preview ?? false,
    );
    pulumi.runtime.setAllConfig({ ...options.config });
    recordRegistrations(resources);
    forgetProgram(options.directory);
    const outputs = await runProgram(options.directory);
    // Resources that no export depends on may still be on their way.
    await pulumi.runtime.disconnect();
    const declared = (await plain(resources)) as DeclaredResource[];
    return new DeclaredStack(options.project, options.stack, region, declared, (await plain(outputs)) as Record<string, unknown>);
}

async function runProgram(directory: string): Promise<unknown> {
    const file = path.resolve(directory, "index.ts");
    const failures: unknown[] = [];
    const onFailure = (reason: unknown): void => void failures.push(reason);
    // A promise that the program left behind and that failed ends a deployment; here, it fails the evaluation.
    process.on("unhandledRejection", onFailure);
    try {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh, synchronous load for each evaluation
        return await pulumi.runtime.runInPulumiStack(() => Promise.resolve(require(file) as unknown));
    } finally {
        await new Promise((resolve) => setImmediate(resolve));
        process.off("unhandledRejection", onFailure);
        if (failures.length > 0) {
            throw failures[0];
        }
    }
}

/** Drops the program's modules from the cache, so that a second evaluation with other settings starts anew. */
function forgetProgram(directory: string): void {
    const own = path.resolve(directory) + path.sep;
    for (const file of Object.keys(require.cache)) {
        const inside = file.startsWith(own) ? file.slice(own.length) : undefined;
        if (inside !== undefined && !/^(node_modules|local|test|bench|policy|scripts)[\\/]/.test(inside)) {
            Reflect.deleteProperty(require.cache, file);
        }
    }
}

type Monitor = NonNullable<ReturnType<typeof pulumi.runtime.getMonitor>>;

/** Pulumi's mocks are told neither parent nor dependencies nor options, so the request itself is recorded. */
function recordRegistrations(resources: DeclaredResource[]): void {
    const monitor = pulumi.runtime.getMonitor();
    if (monitor === undefined) {
        throw new Error("Pulumi's mocks are not set.");
    }
    const register = monitor.registerResource.bind(monitor) as unknown as (request: RegisterRequest, callback: RegisterCallback) => unknown;
    const recording = (request: RegisterRequest, callback: RegisterCallback): unknown =>
        register(request, (error, response) => {
            if (!error && response !== undefined) {
                resources.push(describe(request, response));
            }
            callback(error, response);
        });
    monitor.registerResource = recording as unknown as Monitor["registerResource"];
}

/** The parts of Pulumi's `RegisterResourceRequest` that are read. */
interface RegisterRequest {
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getParent(): string;
    getDependenciesList(): string[];
    getObject(): Parameters<typeof pulumi.runtime.deserializeProperties>[0];
    getProtect(): boolean;
    getIgnorechangesList(): string[];
    getDeletebeforereplace(): boolean;
    getRetainondelete(): boolean;
}

interface RegisterResponse {
    getUrn(): string;
    getId(): string;
    getObject(): Parameters<typeof pulumi.runtime.deserializeProperties>[0];
}

type RegisterCallback = (error: Error | null, response: RegisterResponse | undefined) => void;

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

/** Awaits every Output inside a value, unwraps every secret, and reduces a resource to its URN. */
async function plain(value: unknown): Promise<unknown> {
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
