/**
 * Takes one thing out of a list whose order does not matter.
 *
 * Such a list, in place of a Set, is for what comes and goes with each request. V8 copies a Set whenever it has shrunk or grown enough, and until the
 * next full garbage collection all that was in a copy stays in memory: that took a third of the processor time of a request.
 */
export function removeFrom<T>(list: T[], item: T): void {
    // From the end: a request leaves long before the websockets that were there when it came.
    const index = list.lastIndexOf(item);
    if (index < 0) {
        return;
    }
    // The last one takes its place, and nothing else moves.
    const last = list.pop() as T;
    if (index < list.length) {
        list[index] = last;
    }
}
