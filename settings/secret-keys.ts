import * as pulumi from "@pulumi/pulumi";

/** In the runtime of `@pulumi/pulumi`, and left out of its types as internal; without it, reading a secret setting fails. */
const runtime = pulumi.runtime as unknown as { readonly isConfigSecret: (fullKey: string) => boolean };

/** Whether a setting of this project is encrypted in the stack's file (`pulumi config set --secret`), as a whole or in part. */
export function isEncrypted(key: string): boolean {
    return runtime.isConfigSecret(`${pulumi.getProject()}:${key}`);
}
