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
    const refused = portErrors(error);
    return refused.length === 0 ? error : new Error(explainPorts(refused, options));
}

interface PortError {
    readonly code: "EADDRINUSE" | "EACCES";
    readonly port: number;
}

/** The errors of listening servers, wherever in the chain of causes they are. */
function portErrors(error: unknown): PortError[] {
    if (error instanceof AggregateError) {
        return error.errors.flatMap(portErrors);
    }
    if (!(error instanceof Error)) {
        return [];
    }
    const { code, port } = error as { code?: unknown; port?: unknown };
    const refused = (code === "EADDRINUSE" || code === "EACCES") && typeof port === "number";
    return refused ? [{ code, port }] : portErrors(error.cause);
}

function explainPorts(refused: readonly PortError[], options: RunOptions): string {
    const why = refused.map(
        ({ code, port }) => `Port ${port} ${code === "EACCES" ? "may not be opened by you" : "is in use by another program"}.`,
    );
    const other = refused.map(({ port }) => `${optionFor(port, options)} ${port === 0 || port + 1000 > 65_535 ? 0 : port + 1000}`);
    return `${why.join(" ")} Choose ${other.length === 1 ? "another" : "others"}: npm start -- ${other.join(" ")}`;
}

function optionFor(port: number, { httpPort, loginPort }: RunOptions): string {
    return port === httpPort ? "--http-port" : port === loginPort ? "--login-port" : "--https-port";
}
