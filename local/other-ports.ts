import type { Ports } from "./options";

/** What is asked about a port. */
export interface PortQuestions {
    /** Whether it cannot be had; 0, which is any free one, stays. */
    readonly isWrong: (port: number) => boolean | Promise<boolean>;
    /** Whether it can be had in its place. */
    readonly isFree: (port: number) => Promise<boolean>;
}

/** Ports to use in place of some: the first free ones from a thousand higher on, as people would choose them, and no two equal. */
export async function otherPorts({ httpsPort, httpPort, loginPort }: Ports, { isWrong, isFree }: PortQuestions): Promise<Ports> {
    const taken = new Set([httpsPort, httpPort, loginPort]);
    const other = async (port: number): Promise<number> => {
        if (port === 0 || !(await isWrong(port))) {
            return port;
        }
        let candidate = port + 1000;
        while (candidate <= 65_535 && (taken.has(candidate) || !(await isFree(candidate)))) {
            candidate += 1;
        }
        taken.add(candidate);
        return candidate > 65_535 ? 0 : candidate;
    };
    return { httpsPort: await other(httpsPort), httpPort: await other(httpPort), loginPort: await other(loginPort) };
}
