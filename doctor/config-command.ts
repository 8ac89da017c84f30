// Advice that changes a setting names the stack that was looked at: Pulumi may have another one selected.

/**
 * The command that sets a setting of a stack.
 *
 * @param setting its key, or the path to a part of it, such as `apps.reports.host`
 * @param value the value, or a word in capitals for the person to fill in
 */
export function setCommand(stack: string, setting: string, value: string): string {
    return `npx pulumi config set ${path(setting)} ${value} --stack ${stack}`;
}

/** The command that removes one, likewise. */
export function removeCommand(stack: string, setting: string): string {
    return `npx pulumi config rm ${path(setting)} --stack ${stack}`;
}

function path(setting: string): string {
    return setting.includes(".") ? `--path ${setting}` : setting;
}
