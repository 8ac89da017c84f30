import type { Ports } from "./options";

/**
 * Ports to try in place of some: a thousand higher, as people would choose them, and no two equal.
 *
 * @param isWrong whether a port cannot be had; 0, which is any free one, stays
 */
export function otherPorts({ httpsPort, httpPort, loginPort }: Ports, isWrong: (port: number) => boolean): Ports {
    const taken = new Set([httpsPort, httpPort, loginPort]);
    const other = (port: number): number => {
        if (port === 0 || !isWrong(port)) {
            return port;
        }
        let candidate = port + 1000;
        while (taken.has(candidate)) {
            candidate += 1;
        }
        taken.add(candidate);
        return candidate > 65_535 ? 0 : candidate;
    };
    return { httpsPort: other(httpsPort), httpPort: other(httpPort), loginPort: other(loginPort) };
}
