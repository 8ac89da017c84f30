type Variables = Readonly<Record<string, string | undefined>>;

/** Runs an action with some of this process's environment variables changed, or undefined where they are not to be there. */
export async function withVariables<T>(variables: Variables, action: () => Promise<T>): Promise<T> {
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    set(variables);
    try {
        return await action();
    } finally {
        set(before);
    }
}

function set(variables: Variables): void {
    for (const [name, value] of Object.entries(variables)) {
        if (value === undefined) {
            Reflect.deleteProperty(process.env, name);
        } else {
            process.env[name] = value;
        }
    }
}
