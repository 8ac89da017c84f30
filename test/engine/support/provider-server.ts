import { Server, ServerCredentials, status, type handleUnaryCall } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckResponse,
    ConfigureResponse,
    CreateResponse,
    DiffResponse,
    InvokeResponse,
    ReadResponse,
    UpdateResponse,
    type CheckRequest,
    type CreateRequest,
    type DeleteRequest,
    type DiffRequest,
    type InvokeRequest,
    type ReadRequest,
    type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties, StandInAws, Which } from "./stand-in-aws";

/** A provider that the engine can attach to. */
export interface RunningProvider {
    readonly port: number;
    stop(): void;
}

/**
 * Serves the stand-in as the engine expects a provider (`provider.proto` of Pulumi). What it leaves out, such as functions of a component, is
 * answered by gRPC itself: not implemented.
 */
export async function serveProvider(aws: StandInAws, version: string): Promise<RunningProvider> {
    const server = new Server();
    server.addService(ResourceProviderService, {
        getPluginInfo: answering(() => new PluginInfo().setVersion(version)),
        attach: answering(() => new Empty()),
        cancel: answering(() => new Empty()),
        checkConfig: answering((request: CheckRequest) => new CheckResponse().setInputs(request.getNews())),
        diffConfig: answering(() => new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_NONE)),
        configure: answering(() => new ConfigureResponse().setSupportspreview(true)),
        check: answering((request: CheckRequest) =>
            new CheckResponse().setInputs(struct(aws.check(which(request), plain(request.getOlds()), plain(request.getNews())))),
        ),
        diff: answering((request: DiffRequest) => diff(aws, request)),
        create: answering((request: CreateRequest) => create(aws, request)),
        read: answering((request: ReadRequest) => {
            const { id, inputs, outputs } = aws.find(which(request), request.getId());
            return new ReadResponse().setId(id).setInputs(struct(inputs)).setProperties(struct(outputs));
        }),
        update: answering((request: UpdateRequest) => update(aws, request)),
        delete: answering((request: DeleteRequest) => {
            aws.delete(which(request), request.getId());
            return new Empty();
        }),
        invoke: answering((request: InvokeRequest) =>
            new InvokeResponse().setReturn(struct(aws.call(request.getTok(), plain(request.getArgs())))),
        ),
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    return { port, stop: () => server.forceShutdown() };
}

function diff(aws: StandInAws, request: DiffRequest): DiffResponse {
    const { changed, replacing, deleteBeforeReplace } = aws.diff(which(request), plain(request.getOldInputs()), plain(request.getNews()));
    return new DiffResponse()
        .setChanges(changed.length === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
        .setDiffsList(changed)
        .setReplacesList(replacing)
        .setDeletebeforereplace(deleteBeforeReplace);
}

function create(aws: StandInAws, request: CreateRequest): CreateResponse {
    const inputs = plain(request.getProperties());
    if (request.getPreview()) {
        return new CreateResponse().setProperties(struct(aws.previewCreate(which(request), inputs)));
    }
    const { id, outputs } = aws.create(which(request), inputs);
    return new CreateResponse().setId(id).setProperties(struct(outputs));
}

function update(aws: StandInAws, request: UpdateRequest): UpdateResponse {
    const inputs = plain(request.getNews());
    const outputs = request.getPreview()
        ? { ...plain(request.getOlds()), ...inputs }
        : aws.update(which(request), request.getId(), inputs).outputs;
    return new UpdateResponse().setProperties(struct(outputs));
}

function answering<Request, Response>(answer: (request: Request) => Response): handleUnaryCall<Request, Response> {
    return (call, callback) => {
        try {
            callback(null, answer(call.request));
        } catch (error) {
            const details = error instanceof Error ? error.message : String(error);
            callback({ code: status.UNKNOWN, details });
        }
    };
}

function which(request: { getType(): string; getName(): string }): Which {
    return { type: request.getType(), name: request.getName() };
}

function plain(properties: Struct | undefined): Properties {
    return properties?.toJavaScript() ?? {};
}

function struct(properties: Properties): Struct {
    // What is undefined has no form in JSON.
    return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0]);
}
