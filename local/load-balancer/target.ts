import { buildConnector, Pool } from "undici";

/** Health of a target, in AWS's words. */
export type TargetState = "initial" | "healthy" | "unhealthy" | "draining" | "unused";

/** AWS: "Health checks for Application Load Balancer target groups", Target health status. */
export interface TargetHealth {
    readonly state: TargetState;
    /** AWS's reason code, such as `Target.ResponseCodeMismatch`; absent when healthy. */
    readonly reason?: string;
    /** More about the reason. */
    readonly description?: string;
}

/** Of a target that is not there, or no more. */
export const notRegistered: TargetHealth = { state: "unused", reason: "Target.NotRegistered" };

/** Something that a target is still busy with. */
export interface InFlight {
    /** Ends it: the target's time is over. */
    readonly abort: () => void;
}

/** A registered target. */
export interface Target {
    readonly id: string;
    readonly host: string;
    readonly port: number;
    /** Kept open between requests; as many as there are requests at one time. */
    readonly connections: Pool;
    /** Requests and open websockets. */
    readonly inFlight: InFlight[];
    health: TargetHealth;
}

/**
 * Milliseconds that an unused connection to a target is kept. AWS keeps one for the idle timeout and answers 502 where the target closed it
 * first; this is just below the 5 seconds of uvicorn and Node, so that a local target does not produce those.
 */
const unusedConnection = 4000;

/** AWS: "Troubleshoot your Application Load Balancers", HTTP 504: "before the connection timeout expired (10 seconds)". */
export const connectTimeout = 10_000;
/** AWS: the same page, HTTP 502: "The target response header exceeded 32 K". */
export const largestResponseHeader = 32 * 1024;

/** A target with connections of its own. */
export function createTarget(
    registration: { readonly id: string; readonly host: string; readonly port: number },
    health: TargetHealth,
): Target {
    return {
        ...registration,
        connections: new Pool(`http://${registration.host}:${registration.port}`, {
            connect: rememberReuse(buildConnector({ timeout: connectTimeout })),
            keepAliveTimeout: unusedConnection,
            keepAliveMaxTimeout: unusedConnection,
            maxHeaderSize: largestResponseHeader,
            // The idle timeout of the client's connection is the only one, and sees the bytes of both directions.
            headersTimeout: 0,
            bodyTimeout: 0,
        }),
        inFlight: [],
        health,
    };
}

const reused = new WeakSet<Error>();

/** undici does not say of an error whether its connection had served before. */
function rememberReuse(connect: buildConnector.connector): buildConnector.connector {
    return (options, done) =>
        connect(options, (...[error, socket]) => {
            socket?.on("error", (broken: Error) => {
                if (socket.bytesRead > 0) {
                    reused.add(broken);
                }
            });
            // A pair of either one or the other, which the compiler no longer knows once it is apart.
            done(...([error, socket] as Parameters<buildConnector.Callback>));
        });
}

/** Whether a request failed because the target had closed a connection that was kept since an earlier request. */
export function brokeWhenReused(error: NodeJS.ErrnoException): boolean {
    return reused.has(error) && (error.code === "ECONNRESET" || error.message === "other side closed");
}
