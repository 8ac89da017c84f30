/** The middle one, or the mean of the middle two. @throws Error for none at all */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((one, other) => one - other);
    const middle = sorted.length / 2;
    const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
    if (low === undefined || high === undefined) {
        throw new Error("There is no median of nothing.");
    }
    return (low + high) / 2;
}

/** The value below which that share of all lies. @param share such as 0.95 */
export function percentile(values: readonly number[], share: number): number {
    const sorted = [...values].sort((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Median with the lowest and highest of all runs: `6,817 (6,650 to 6,902)`. */
export function summary(values: readonly number[], digits = 0): string {
    const text = (value: number): string => value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return `${text(median(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;
}
