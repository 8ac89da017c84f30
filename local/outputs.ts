import * as fs from "node:fs";

/** What a running stack tells people and programs; the content of `outputs.json`. */
export interface Outputs {
    readonly url: string;
    /** Of the HTTP listener, where one is declared. */
    readonly httpUrl?: string;
    readonly loginUrl: string;
    /** The stack's, which the local Cognito uses, too. */
    readonly region: string;
    /** In the local Cognito. */
    readonly userPoolId: string;
    readonly clientId: string;
    /** The apps at the other hosts: where each is, and its client. */
    readonly apps: readonly { readonly url: string; readonly clientId: string }[];
    /** For `aws cognito-idp --endpoint-url`, with the access key. */
    readonly cognitoEndpoint: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** Serves the load balancer's public keys by their id. */
    readonly publicKeysUrl: string;
    /** PEM file of the authority that signed the certificates. */
    readonly caCertificate: string;
    /** Folder with a log file for each task. */
    readonly logs: string;
    /** Who may sign in, by name or by the address. One that is not declared is there for this run only. */
    readonly users: readonly {
        readonly username: string;
        readonly email?: string;
        /** What apps may call them. */
        readonly nickname?: string;
        readonly temporaryPassword: string;
        readonly declared: boolean;
    }[];
    /** The tasks of now: a task that is replaced changes the file. */
    readonly tasks: readonly {
        readonly id: string;
        readonly service: string;
        readonly url: string;
        readonly pid: number;
        readonly health: string;
    }[];
}

/** Writes the file whole, so that a reader never sees half of it; it holds passwords, so only its owner can read it. */
export function writeOutputs(file: string, outputs: Outputs): void {
    const temporary = `${file}.${process.pid}`;
    fs.writeFileSync(temporary, `${JSON.stringify(outputs, null, 4)}\n`, { mode: 0o600 });
    fs.renameSync(temporary, file);
}

/** Removes the file, where there is one. */
export function removeOutputs(file: string): void {
    fs.rmSync(file, { force: true });
}
