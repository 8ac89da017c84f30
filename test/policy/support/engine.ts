import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
    AnalyzeDiagnostic,
    AnalyzeRequest,
    AnalyzerPropertyDependencies,
    AnalyzerResource,
    AnalyzerResourceOptions,
    AnalyzeStackRequest,
    EnforcementLevel,
    type AnalyzeResponse,
    type AnalyzerInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { createInterface } from "node:readline";

/** A resource as the engine sends it to a policy pack. */
export interface EngineResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly parent?: string;
    /** What the engine asks about before it makes the resource: what was asked for, completed by the provider. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** What the engine knows of it at the end: its inputs and its outputs. */
    readonly properties: Readonly<Record<string, unknown>>;
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    readonly options: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
}

/** One line of what the CLI would show. */
export interface Diagnostic {
    readonly policy: string;
    readonly urn: string;
    readonly message: string;
    readonly level: "advisory" | "mandatory";
}

/** The running policy pack, asked as the Pulumi engine asks it. */
export interface RunningPack {
    info(): Promise<AnalyzerInfo>;
    /** Asks about one resource that is about to be made: by its inputs. Once, as most resources are the same under many settings. */
    analyze(resource: EngineResource): Promise<Diagnostic[]>;
    /** Asks about the whole stack, at the end of a preview or an update. */
    analyzeStack(resources: readonly EngineResource[]): Promise<Diagnostic[]>;
    stop(): Promise<void>;
}

/**
 * Starts the policy pack as the CLI does: Pulumi's own runner, in the pack's folder, with the engine's address and the folder. It prints the
 * port that it serves at. Source: `NewPolicyAnalyzer` in the Pulumi SDK for Go.
 *
 * @param project the folder with the pack's
 */
export async function startPack(project: string): Promise<RunningPack> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const options = { cwd: path.join(project, "policy"), stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], options);
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => void (errors += chunk.toString()));
    const ended = once(child, "exit").then(() => {
        throw new Error(`The policy pack ended: ${errors}`);
    });
    const [line] = (await Promise.race([once(createInterface(child.stdout), "line"), ended])) as [string];
    // The end that is asked for below is no failure.
    ended.catch(() => undefined);
    const client = new AnalyzerClient(`127.0.0.1:${Number(line)}`, credentials.createInsecure());
    const analyzed = new Map<string, Promise<Diagnostic[]>>();
    const analyze = async (resource: EngineResource) =>
        diagnostics(await call((callback) => client.analyze(analyzeRequest(resource), callback)));
    return {
        info: () => call((callback) => client.getAnalyzerInfo(new Empty(), callback)),
        analyze: (resource) => {
            const { urn, type, name, inputs, options } = resource;
            const key = JSON.stringify([urn, type, name, inputs, options]);
            const known = analyzed.get(key) ?? analyze(resource);
            analyzed.set(key, known);
            return known;
        },
        analyzeStack: async (resources) => {
            const request = new AnalyzeStackRequest().setResourcesList(resources.map(stackResource));
            return diagnostics(await call((callback) => client.analyzeStack(request, callback)));
        },
        stop: async () => {
            client.close();
            const exit = once(child, "exit");
            child.kill();
            await exit;
        },
    };
}

function call<T>(action: (callback: (error: Error | null, response: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
        action((error, response) => (error === null ? resolve(response) : reject(error)));
    });
}

function analyzeRequest({ urn, type, name, inputs, options }: EngineResource): AnalyzeRequest {
    return new AnalyzeRequest()
        .setUrn(urn)
        .setType(type)
        .setName(name)
        .setProperties(Struct.fromJavaScript(inputs as Parameters<typeof Struct.fromJavaScript>[0]))
        .setOptions(optionsOf(options));
}

function stackResource({
    urn,
    type,
    name,
    parent,
    properties,
    dependencies,
    propertyDependencies,
    options,
}: EngineResource): AnalyzerResource {
    const resource = new AnalyzerResource()
        .setUrn(urn)
        .setType(type)
        .setName(name)
        .setParent(parent ?? "")
        .setProperties(Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]))
        .setOptions(optionsOf(options))
        .setDependenciesList([...dependencies]);
    for (const [property, urns] of Object.entries(propertyDependencies)) {
        resource.getPropertydependenciesMap().set(property, new AnalyzerPropertyDependencies().setUrnsList([...urns]));
    }
    return resource;
}

function optionsOf({ protect, ignoreChanges }: EngineResource["options"]): AnalyzerResourceOptions {
    return new AnalyzerResourceOptions().setProtect(protect).setIgnorechangesList([...ignoreChanges]);
}

function diagnostics(response: AnalyzeResponse): Diagnostic[] {
    return response.getDiagnosticsList().map((diagnostic: AnalyzeDiagnostic) => ({
        policy: diagnostic.getPolicyname(),
        urn: diagnostic.getUrn(),
        message: diagnostic.getMessage(),
        level: diagnostic.getEnforcementlevel() === EnforcementLevel.ADVISORY ? "advisory" : "mandatory",
    }));
}
