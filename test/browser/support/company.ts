import { writeFileSync } from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import type { StartMore } from "../../../harness/running-stack";
import { CLIENT, startOidcServer, type Claims, type OidcServer } from "../../local/user-pool/support/oidc-provider";

/** Somebody else's directory of people, in which the stack's people may sign in. */
export interface Company extends OidcServer {
    /** The stack's settings that name it. */
    readonly settings: Readonly<Record<string, object>>;
    /** What the stack must be started with, given the project's folder: what no stack's file holds in plain text, and what it trusts the company's server by. */
    start(directory: string): StartMore;
}

/** Starts the company's server; the stack's login page must be {@link OidcServer.register registered} once it runs. */
export async function startCompany(people: readonly Claims[], allowedPeople: readonly string[]): Promise<Company> {
    const server = await startOidcServer(people);
    const settings = { identityProviders: { Company: { type: "oidc", clientId: CLIENT.id, issuer: server.issuer } }, allowedPeople };
    return {
        ...server,
        settings,
        start: (directory) => {
            const [secrets, authority] = ["secrets.yaml", "company.pem"].map((file) => path.join(directory, file)) as [string, string];
            writeFileSync(secrets, `identityProviderSecrets: '${JSON.stringify({ Company: CLIENT.secret })}'\n`);
            writeFileSync(authority, server.ca);
            return { options: ["--secrets", secrets], environment: { NODE_EXTRA_CA_CERTS: authority } };
        },
    };
}

/** From the stack's login page to the company's, and signs in there. */
export async function signInAtCompany(page: Page, account: string): Promise<void> {
    await page.getByRole("link", { name: "Continue with Company" }).click();
    await page.getByLabel("Account").fill(account);
    await page.getByRole("button", { name: "Sign in" }).click();
}
