import type { Stack } from "../../declared/resource";

/** Source: IAM User Guide, "Amazon Resource Names (ARNs)". */
const arn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

/** The number of the account that a text names, as such or in an ARN; undefined where it names none, or any by a wildcard. */
export function accountOf(text: string): string | undefined {
    return /^\d{12}$/.test(text) ? text : arn.exec(text)?.[1];
}

/** Whether an account is that of a resource of the stack. Before the first deployment nothing has an ARN, and every account may be. */
export function isOwnAccount(account: string, stack: Stack): boolean {
    const accounts = stack.resources.flatMap(({ references }) => references.flatMap((reference) => arn.exec(reference)?.[1] ?? []));
    return accounts.length === 0 || accounts.includes(account);
}
