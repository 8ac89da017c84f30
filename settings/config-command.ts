// The commands of the Pulumi CLI that change a stack's configuration, as messages name them.
import * as pulumi from "@pulumi/pulumi";

/**
 * The command that sets a setting, which `asTyped` completes.
 *
 * @param setting its key, or the path to a part of it, such as `apps.reports.host`
 * @param value the value, or a word in capitals for the person to fill in
 */
export function setCommand(setting: string, value: string | number): string {
    return `pulumi config set ${path(setting)} ${value}`;
}

/** The command that removes one, likewise. */
export function removeCommand(setting: string): string {
    return `pulumi config rm ${path(setting)}`;
}

/**
 * A command of the Pulumi CLI as a person types it. It names the stack, as another one may be selected.
 *
 * @param stack its name where it is not the one whose program runs
 */
export function asTyped(command: string, stack = stackName()): string {
    return `npx ${command} --stack ${shellWord(stack)}`;
}

/** A key with a dot is read as a path only where that is asked for. Source: Pulumi Docs, "Structured configuration". */
function path(setting: string): string {
    return setting.includes(".") ? `--path ${shellWord(setting)}` : shellWord(setting);
}

/** A text as one word of a shell: whoever pastes a command runs nothing that stands in a stack's file or name. */
export function shellWord(text: string): string {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A stack of an organization goes by both names: by its own alone, it would be looked for among the person's. Where the state is on a disk, every stack
 * is of `organization`. Sources: Pulumi Docs, "Stacks", and "Using a DIY backend".
 */
function stackName(): string {
    const stack = pulumi.getStack();
    try {
        const organization = pulumi.getOrganization();
        return organization === "organization" ? stack : `${organization}/${stack}`;
    } catch {
        // Nobody knows it where the program is only evaluated.
        return stack;
    }
}
