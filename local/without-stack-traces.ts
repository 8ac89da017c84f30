/**
 * Runs an action without stack traces: Pulumi takes one of every promise that it makes, which is three quarters of an evaluation's time, and a whole
 * one, whatever the limit, of every resource.
 */
export async function withoutStackTraces<T>(action: () => Promise<T>): Promise<T> {
    const { stackTraceLimit, prepareStackTrace } = Error as { stackTraceLimit: number; prepareStackTrace?: unknown };
    Object.assign(Error, { stackTraceLimit: 0, prepareStackTrace: String });
    try {
        return await action();
    } finally {
        Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    }
}
