import { processorTime, run } from "../processes";

/** What one run of wrk saw. */
export interface Load {
    readonly requestsPerSecond: number;
    /** Milliseconds. */
    readonly p50: number;
    readonly p99: number;
    /** Microseconds of processor time that the server took for a request. */
    readonly processor: number;
}

/** What is asked, over how many connections, and for how long. */
export interface Asking {
    readonly port: number;
    readonly headers: readonly string[];
    readonly connections: number;
    readonly seconds: number;
    /** Those that wrk runs on, by number. */
    readonly cores: readonly number[];
}

/**
 * Asks as fast as the server answers.
 *
 * @throws Error when an answer is not 2xx: then something else was measured
 */
export async function wrk({ port, headers, connections, seconds, cores }: Asking, server: number): Promise<Load> {
    const before = processorTime(server);
    const printed = await run("taskset", [
        "--cpu-list",
        cores.join(","),
        "wrk",
        "-t1",
        `-c${connections}`,
        `-d${seconds}s`,
        "--latency",
        ...headers.flatMap((header) => ["-H", header]),
        `https://127.0.0.1:${port}/`,
    ]);
    const processor = processorTime(server) - before;
    if (/Non-2xx|Socket errors/.test(printed)) {
        throw new Error(`wrk did not get what it asked for at port ${port}:\n${printed}`);
    }
    const { requestsPerSecond, requests, p50, p99 } = readReport(printed);
    return { requestsPerSecond, p50, p99, processor: (processor * 1e6) / requests };
}

/**
 * What wrk printed.
 *
 * @throws Error where a figure is missing
 */
export function readReport(printed: string): Omit<Load, "processor"> & { readonly requests: number } {
    const find = (pattern: RegExp): string => {
        const found = pattern.exec(printed)?.[1];
        if (found === undefined) {
            throw new Error(`wrk printed no ${pattern.source}:\n${printed}`);
        }
        return found;
    };
    return {
        requestsPerSecond: Number(find(/^Requests\/sec:\s+([\d.]+)/m)),
        requests: Number(find(/^\s*(\d+) requests in/m)),
        // At the beginning of a line: a share of requests within a standard deviation may be 94.50%.
        p50: milliseconds(find(/^\s*50%\s+(\S+)/m)),
        p99: milliseconds(find(/^\s*99%\s+(\S+)/m)),
    };
}

function milliseconds(text: string): number {
    const factor = text.endsWith("us") ? 0.001 : text.endsWith("ms") ? 1 : 1000;
    return parseFloat(text) * factor;
}
