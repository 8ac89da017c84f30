/** What is to be installed. */
export interface Installation {
    /** Python of the environment that holds pip. */
    readonly pip: string;
    /** uv, where there is one. */
    readonly uv?: string | undefined;
    /** Of the environment that gets the packages. */
    readonly python: string;
    readonly requirementsFile: string;
    /** A file that says what must not be replaced. */
    readonly constraints: string;
    /** Whether some of the constraints are installed elsewhere, where this environment sees them. */
    readonly isBased: boolean;
    readonly signal?: AbortSignal | undefined;
}
