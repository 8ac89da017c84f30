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
    /** What it does, and what it takes, for the command line's help. */
    readonly description: string;
    /** Measures everything and leaves nothing running. @throws Error that says what is missing on the machine */
    readonly run: () => Promise<readonly Findings[]>;
}

/** A Markdown table. */
export function table({ header, rows }: Pick<Findings, "header" | "rows">): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    return [line(header), line(header.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** A benchmark's part of the document. @param about when and where it ran */
export function section({ name, title }: Benchmark, findings: readonly Findings[], about: string): string {
    const blocks = findings.flatMap((found) => [
        table(found),
        ...(found.notes.length > 0 ? [found.notes.map((note) => `- ${note}`).join("\n")] : []),
    ]);
    return [`## ${title}`, `\`npm run bench -- ${name}\`: ${about}.`, ...blocks].join("\n\n");
}
