import type { Availability } from "./availability";
import { listed } from "./listed";
import { LockedError } from "./lock";
import { isDefaultPort, startCommand, type RunOptions } from "./options";
import { otherPorts } from "./other-ports";

/** What can go wrong around a run, in words that say what to do; any other error as it is. What they propose is free. */
export async function explain(error: unknown, options: RunOptions, free: Availability): Promise<unknown> {
    if (error instanceof LockedError) {
        const isWrong = async (port: number): Promise<boolean> => isDefaultPort(port) || !(await free.port(port));
        const ports = await otherPorts(options, { isWrong, isFree: free.port });
        return new Error(
            [
                `Another run uses the folder ${options.state} (process ${error.pid}). Stop it, or give this one a folder and ports of its own:`,
                `    ${startCommand({ ...options, ...ports, state: otherFolder(options.state, free) })}`,
                `If no such run exists, delete ${error.file}.`,
            ].join("\n"),
        );
    }
    const refused = portErrors(error);
    return refused.length === 0 ? error : new Error(await explainPorts(refused, options, free));
}

/** The first with a number behind it that no run has. */
function otherFolder(state: string, free: Availability): string {
    const name = state.replace(/\/+$/, "").replace(/-\d{1,2}$/, "");
    let number = 2;
    while (!free.folder(`${name}-${number}`)) {
        number += 1;
    }
    return `${name}-${number}`;
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

/** What options move is chosen anew; what the program declares is for the person to see to first. */
async function explainPorts(refused: readonly PortError[], options: RunOptions, free: Availability): Promise<string> {
    const ofOptions = [options.httpsPort, options.httpPort, options.loginPort];
    const movable = refused.filter(({ port }) => ofOptions.includes(port));
    const declared = refused.filter((one) => !movable.includes(one));
    const isWrong = (port: number): boolean => movable.some((one) => one.port === port);
    const other = await otherPorts(options, { isWrong, isFree: free.port });
    const others = movable.length === 1 ? "another" : "others";
    const how = movable.length === 0 ? "Then" : declared.length === 0 ? `Choose ${others}` : `Then choose ${others}`;
    const sentences = [...eachCode(declared, aboutDeclared), ...eachCode(movable, aboutMovable)];
    return `${sentences.join(" ")} ${how}:\n    ${startCommand({ ...options, ...other })}`;
}

type Sentence = (code: PortError["code"], ports: string, isOne: boolean) => string;

/** A sentence about the ports of each code. */
function eachCode(refused: readonly PortError[], sentence: Sentence): string[] {
    return (["EADDRINUSE", "EACCES"] as const).flatMap((code) => {
        const ports = refused.flatMap((one) => (one.code === code ? one.port : [])).sort((one, other) => one - other);
        return ports.length === 0 ? [] : sentence(code, listed(ports), ports.length === 1);
    });
}

function aboutMovable(code: PortError["code"], ports: string, isOne: boolean): string {
    if (code === "EACCES") {
        return `${isOne ? "Port" : "Ports"} ${ports} may not be opened by you.`;
    }
    return `${isOne ? `Port ${ports} is` : `Ports ${ports} are`} in use by another program, maybe another \`npm start\`.`;
}

function aboutDeclared(code: PortError["code"], ports: string, isOne: boolean): string {
    const which = `The program declares ${isOne ? "port" : "ports"} ${ports}, which no option moves and`;
    if (code === "EACCES") {
        const [them, others] = isOne ? ["it", "another"] : ["them", "others"];
        return `${which} this machine does not let you open: have ${them} allowed, or declare ${others}.`;
    }
    return `${which} ${isOne ? "another program has: stop that one" : "other programs have: stop those"}.`;
}
