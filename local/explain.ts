import { LockedError } from "./lock";
import { isDefaultPort, startCommand, type RunOptions } from "./options";
import { otherPorts } from "./other-ports";

/** What can go wrong around a run, in words that say what to do; any other error as it is. */
export function explain(error: unknown, options: RunOptions): unknown {
    if (error instanceof LockedError) {
        return new Error(
            [
                `Another run uses the folder ${options.state} (process ${error.pid}). Stop it, or give this one a folder and ports of its own:`,
                `    ${startCommand({ ...options, ...otherPorts(options, isDefaultPort), state: `${options.state.replace(/\/+$/, "")}-2` })}`,
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
    if (!refused.some(({ port }) => [options.httpsPort, options.httpPort, options.loginPort].includes(port))) {
        return `${why.join(" ")} The program declares it, and no option moves it: stop what has it, then ${startCommand(options)}`;
    }
    const other = otherPorts(options, (candidate) => refused.some(({ port }) => port === candidate));
    return `${why.join(" ")} Choose ${refused.length === 1 ? "another" : "others"}: ${startCommand({ ...options, ...other })}`;
}
