import { LockedError } from "./lock";
import type { RunOptions } from "./options";

/** What can go wrong around a run, in words that say what to do; any other error as it is. */
export function explain(error: unknown, options: RunOptions): unknown {
    if (error instanceof LockedError) {
        return new Error(
            [
                `Another run uses the folder ${options.state} (process ${error.pid}). Stop it, or give this one a folder and ports of its own:`,
                `    npm start -- --state .local-2 --https-port 9443 --http-port 9080 --login-port 9444`,
                `If no such run exists, delete ${error.file}.`,
            ].join("\n"),
        );
    }
    const refused = portError(error);
    if (refused !== undefined) {
        const option = optionFor(refused.port, options);
        const why = refused.code === "EACCES" ? "may not be opened by you" : "is in use by another program";
        return new Error(
            `Port ${refused.port} ${why}. Choose another: npm start -- ${option} ${refused.port === 0 ? 0 : refused.port + 1000}`,
        );
    }
    return error;
}

interface PortError {
    readonly code: "EADDRINUSE" | "EACCES";
    readonly port: number;
}

/** The error of a listening server, wherever in the chain of causes it is. */
function portError(error: unknown): PortError | undefined {
    for (let current = error; current instanceof Error; current = current.cause) {
        const { code, port } = current as { code?: unknown; port?: unknown };
        if ((code === "EADDRINUSE" || code === "EACCES") && typeof port === "number") {
            return { code, port };
        }
    }
    return undefined;
}

function optionFor(port: number, { httpPort, loginPort }: RunOptions): string {
    return port === httpPort ? "--http-port" : port === loginPort ? "--login-port" : "--https-port";
}
