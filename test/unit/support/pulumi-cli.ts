/**
 * Commands of the Pulumi CLI that the documentation uses, with the long options that it uses of them.
 * Source: Pulumi docs, "Pulumi CLI", a page a command. A new one in the documentation needs a look there, and its entry here.
 */
export const pulumiCommands: Readonly<Record<string, readonly string[]>> = {
    cancel: [],
    "config rm": ["--path"],
    "config set": ["--secret", "--path"],
    destroy: [],
    import: ["--file", "--generate-code"],
    login: ["--local"],
    preview: ["--diff", "--policy-pack", "--policy-pack-config", "--refresh", "--stack"],
    refresh: [],
    stack: ["--show-urns"],
    "stack export": ["--file"],
    "stack import": ["--file"],
    "stack init": [],
    "stack output": [],
    "stack rm": [],
    "stack select": [],
    up: ["--policy-pack", "--refresh", "--replace", "--stack"],
};
