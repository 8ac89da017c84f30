/** A promise whose rejection is seen by whoever awaits it, later or never; Node would end the process for one that nobody awaits yet. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
    promise.catch(() => undefined);
    return promise;
}
