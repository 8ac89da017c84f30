/** What the stack's configuration says of some settings, as far as each is right by itself. */
export interface Configuration<Settings> {
    readonly values: Partial<Settings>;
    /** Keys that have a value, right or wrong. */
    readonly set: ReadonlySet<string>;
    readonly region: string | undefined;
}
