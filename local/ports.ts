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

function refusal(port: number): Promise<Error | undefined> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", resolve);
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
    });
}
