/** A start that was told to stop before it was done. */
export class StoppedError extends Error {
    override readonly name = "StoppedError";

    constructor() {
        super("The start was stopped.");
    }
}

/** What has to be undone at the end, and is undone in the opposite order. */
export interface Cleanup {
    /** @throws StoppedError after the end has begun; what was to be undone then is undone at once. */
    readonly add: (undo: () => unknown) => void;
    /** Undoes everything once, whatever fails. @throws the first failure, at the end */
    readonly close: () => Promise<void>;
}

/** Nothing to undo yet. */
export function cleanup(): Cleanup {
    const undos: (() => unknown)[] = [];
    const failures: unknown[] = [];
    let closing: Promise<void> | undefined;
    const undo = async (one: () => unknown): Promise<void> => {
        try {
            await one();
        } catch (error) {
            failures.push(error);
        }
    };
    const undoAll = async (): Promise<void> => {
        for (let one = undos.pop(); one !== undefined; one = undos.pop()) {
            await undo(one);
        }
        if (failures.length > 0) {
            throw failures[0];
        }
    };
    return {
        add(one) {
            if (closing !== undefined) {
                // The end goes on until this is undone, too.
                closing = Promise.all([closing, undo(one)]).then(() => undefined);
                throw new StoppedError();
            }
            undos.push(one);
        },
        close: () => (closing ??= undoAll()),
    };
}
