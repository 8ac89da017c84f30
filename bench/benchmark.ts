/** What one benchmark found. */
export interface Findings {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** What the numbers mean, and what they do not. */
    readonly notes: readonly string[];
}

/** One comparison; a file or folder each. */
export interface Benchmark {
    /** For the command line. */
    readonly name: string;
    readonly title: string;
    /** Measures everything and leaves nothing running. @throws Error that says what is missing on the machine */
    readonly run: () => Promise<readonly Findings[]>;
}

/** A Markdown table. */
export function table({ header, rows }: Pick<Findings, "header" | "rows">): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    return [line(header), line(header.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
