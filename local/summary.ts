import * as path from "node:path";
import { howToTrust } from "./certificates";
import type { RunOptions } from "./options";
import type { Outputs } from "./outputs";
import type { RunningStack } from "./stack";

/**
 * What a person is told once everything is healthy.
 *
 * @param seconds How long the start took.
 */
export function summaryOf(running: RunningStack, { stack, state }: RunOptions, seconds: number): string {
    const { url, apps, users, cognitoEndpoint, logs } = running.outputs();
    return `
The stack ${stack} runs on this machine after ${seconds.toFixed(1)} s.

    Address              ${[url, ...apps.map((app) => app.url)].join("\n                         ")}
${users.map(account).join("\n")}
    Cognito API          ${cognitoEndpoint}   (its access key is in ${path.join(state, "outputs.json")})
    Logs                 ${path.relative(process.cwd(), logs)}
${trust(running)}
Accounts live as long as this run: each start makes them anew. Changes to the app show at once, or at its own Rerun where it does not set runOnSave. Ctrl-C stops everything.`;
}

/** A person who sees declared accounts beside one of the local run's own would look for it at AWS, too. */
function account(user: Outputs["users"][number], index: number): string {
    const { username, temporaryPassword, declared } = user;
    const about = declared ? otherNames(user) : "of this run only: a deployment makes no such account";
    const hint = index === 0 ? "   (the first login asks for a new one, and for what else an account needs)" : "";
    return [
        `    User name            ${username}${about === "" ? "" : `   (${about})`}`,
        `    Temporary password   ${temporaryPassword}${hint}`,
    ].join("\n");
}

/** A nickname looks like a name to sign in with, and is none. */
function otherNames({ username, email, nickname = username }: Outputs["users"][number]): string {
    return [...(email === undefined ? [] : [`or ${email}`]), ...(nickname === username ? [] : [`the app calls them ${nickname}`])].join(
        "; ",
    );
}

function trust({ certificate }: RunningStack): string {
    if (certificate.mkcert) {
        return "";
    }
    const file = path.relative(process.cwd(), certificate.authorityFile);
    const { command, hint } = howToTrust(file);
    return `
The browser warns of the certificate, at the app and at the login page. Go on past the warning ("Advanced"), or make it trust ${file},
which can sign names under .localhost only, and start the browser anew:
    ${command}
${hint === undefined ? "" : `${hint}\n`}`;
}
