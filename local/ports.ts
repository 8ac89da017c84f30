import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Asks for every port before anything is started, so that a person hears of all that are taken at once.
 *
 * @param ports 0 is any free one.
 * @throws AggregateError of what the system says of each port that cannot be opened.
 */
export async function requireFreePorts(ports: readonly number[]): Promise<void> {
    const refused = (await Promise.all([...new Set(ports)].filter((port) => port !== 0).map(refusal))).filter(
        (error) => error !== undefined,
    );
    if (refused.length > 0) {
        throw new AggregateError(refused, "Ports cannot be opened.");
    }
}

/** Whether a port can be opened now. */
export async function isFreePort(port: number): Promise<boolean> {
    return (await refusal(port)) === undefined;
}

/**
 * Below the ephemeral ports of Linux, macOS and Windows: one of those may be another process's before what it was chosen for listens, and that process would
 * get the requests.
 */
const range = { first: 20_000, count: 12_000 };

/** Next place to look. Each process begins at a place of its own, so that several seldom meet. */
let next = randomInt(range.count);

/**
 * A port of 127.0.0.1 that nothing listens on just now, and another one at each call.
 *
 * @throws Error when all are in use, or when this machine lets nobody listen.
 */
export async function freePort(): Promise<number> {
    for (let tries = 0; tries < range.count; tries++) {
        const port = range.first + (next++ % range.count);
        if (await isFreePort(port)) {
            return port;
        }
    }
    throw new Error(`Nothing can listen on any port from ${range.first} to ${range.first + range.count - 1}.`);
}

function refusal(port: number): Promise<Error | undefined> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", resolve);
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
    });
}
