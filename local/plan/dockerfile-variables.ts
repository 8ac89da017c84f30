/** What a line of a Dockerfile can refer to. */
export interface Variables {
    readonly environment: Map<string, string>;
    /** Build arguments that have a value: visible to later lines of the stage, absent from the container. */
    readonly args: Map<string, string>;
}

/** Replaces `$name`, `${name}`, `${name:-default}` and `${name:+alternative}`; an unset variable is empty. */
export function expand(text: string, { environment, args }: Variables): string {
    return text.replace(
        /\\(\$)|\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g,
        (
            _,
            escaped: string | undefined,
            plain: string | undefined,
            braced: string | undefined,
            operator: string | undefined,
            word = "",
        ) => {
            if (escaped !== undefined) {
                return escaped;
            }
            const name = plain ?? braced ?? "";
            const value = environment.get(name) ?? args.get(name) ?? "";
            return operator === "-" ? value || String(word) : operator === "+" ? value && String(word) : value;
        },
    );
}
