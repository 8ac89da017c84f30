import { descendants, memoryOf } from "../../../harness/processes";

/** Milliseconds between two looks at the memory. */
const interval = 50;

/**
 * The most memory that processes started by this one had at once while an action ran: their proportional set sizes, in MiB. Needs Linux's
 * `/proc`; undefined elsewhere.
 */
export async function peakMemory<T>(action: () => Promise<T>): Promise<{ result: T; peak: number | undefined }> {
    let peak: number | undefined;
    const timer = setInterval(() => (peak = Math.max(peak ?? 0, memoryOf(descendants(process.pid)) / 2 ** 20)), interval);
    try {
        const result = await action();
        return { result, peak: process.platform === "linux" ? peak : undefined };
    } finally {
        clearInterval(timer);
    }
}
