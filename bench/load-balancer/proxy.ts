import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Provider } from "./provider";

/** What stands between client and target. */
export interface Proxy {
    readonly name: string;
    readonly port: number;
    /** Of its first process. */
    readonly pid: number;
    readonly stop: () => Promise<void>;
}

/** What every proxy is started with: a folder with `key.pem`, `cert.pem` and `www/index.html`, and what it passes requests to. */
export interface Setting {
    readonly directory: string;
    /** Plain pages. */
    readonly pages: number;
    /** Websockets, at `/ws`. */
    readonly webSockets: number;
    readonly provider: Provider;
    readonly remove: () => void;
}

/** A page of 2 KB, which is what most answers of Streamlit's are no larger than. */
const page = "<!doctype html><title>page</title><p>".padEnd(2048, "x");

/** @param ports of the targets, none of which has to listen yet */
export function prepare(
    provider: Provider,
    { key, cert }: { readonly key: string; readonly cert: string },
    ports: Pick<Setting, "pages" | "webSockets">,
): Setting {
    const directory = mkdtempSync(path.join(tmpdir(), "streamlit-cognito-bench-"));
    // Workers of nginx and Apache are users of their own.
    chmodSync(directory, 0o755);
    writeFileSync(path.join(directory, "key.pem"), key);
    writeFileSync(path.join(directory, "cert.pem"), cert);
    writeFileSync(path.join(directory, "index.html"), page);
    return { directory, provider, ...ports, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
