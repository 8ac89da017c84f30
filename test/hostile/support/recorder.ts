import { randomUUID } from "node:crypto";
import type { RunningStack } from "../../../harness/running-stack";
import { replaceServer } from "../../support/echo-app";

/** A request as the task's server, the one that Streamlit runs on, understood it. */
export interface RecordedRequest {
    readonly type: "http" | "websocket";
    readonly method: string;
    /** Path and query as they came. */
    readonly target: string;
    readonly headers: readonly (readonly [string, string])[];
}

/** What reached the tasks since the last time. */
export interface Recording {
    readonly requests: readonly RecordedRequest[];
    /** Marks in the bytes of any connection, understood as a request or not. */
    readonly marks: ReadonlySet<string>;
}

export interface Recorder {
    /** Hands over what the tasks have recorded, and makes them forget it. */
    read(stack: RunningStack): Promise<Recording>;
}

/** What the marks of requests look like, so that the recorder finds them in the bytes. */
export const markPattern = /mk[0-9a-f]{10}/g;

const program = (secret: string): string => `
import json, os, re, uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

requests, marks = [], set()

class Recording(H11Protocol):
    def data_received(self, data):
        marks.update(mark.decode() for mark in re.findall(rb"${markPattern.source}", data))
        super().data_received(data)

async def answer(send, status, body):
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

async def app(scope, receive, send):
    target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    if target == b"/${secret}":
        body = json.dumps({"requests": requests, "marks": sorted(marks)}).encode()
        requests.clear()
        marks.clear()
        await answer(send, 200, body)
        return
    requests.append({
        "type": scope["type"],
        "method": scope.get("method", "GET"),
        "target": target.decode("latin-1"),
        "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in scope["headers"]],
    })
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": 1000})
    else:
        await answer(send, 200, b"{}")

uvicorn.run(app, host=os.environ["STREAMLIT_SERVER_ADDRESS"], port=int(os.environ["STREAMLIT_SERVER_PORT"]), http=Recording,
    ws="websockets-sansio", lifespan="off", log_level="warning", server_header=False)
`;

/** Makes the tasks of a project's copy record every request, on the server that Streamlit runs on, in place of the app. */
export function declareRecorder(directory: string): Recorder {
    const secret = randomUUID();
    replaceServer(directory, program(secret));
    return {
        async read(stack) {
            const parts = await Promise.all(
                stack.readOutputs().tasks.map(async ({ url }) => {
                    const answer = await fetch(`${url}/${secret}`, { signal: AbortSignal.timeout(10_000) });
                    return (await answer.json()) as { requests: RecordedRequest[]; marks: string[] };
                }),
            );
            return {
                requests: parts.flatMap(({ requests }) => requests).filter((request) => !isHealthCheck(request)),
                marks: new Set(parts.flatMap(({ marks }) => marks)),
            };
        },
    };
}

/** Exactly the load balancer's own: nothing that it forwards comes without its tracing header. */
function isHealthCheck({ target, headers }: RecordedRequest): boolean {
    return target === "/_stcore/health" && headers.map(([name]) => name).join() === "host,user-agent,connection";
}
