import { execFileSync } from "node:child_process";
import { webcrypto } from "node:crypto";
import * as path from "node:path";
import * as x509 from "@peculiar/x509";
import { ownAuthority, readAuthority } from "./authority";
import { day, generateKeys, privatePem, serialNumber } from "./keys";

/** A certificate for the local host names, and who signed it. */
export interface LocalCertificate {
    /** PEM. */
    readonly key: string;
    readonly cert: string;
    /** PEM file of the authority that signed it, for `curl --cacert` and other clients. */
    readonly authorityFile: string;
    /** Whether it is mkcert's authority, which the machine's browsers trust. */
    readonly mkcert: boolean;
}

/** What a certificate is made for. */
export interface CertificateOptions {
    /** Each gets a name of its own in the certificate: clients refuse a wildcard for `*.localhost`. */
    readonly hosts: readonly string[];
    /** Folder for our own authority. */
    readonly directory: string;
    /** Folder of mkcert's authority. @default what mkcert says, where it is installed */
    readonly mkcertDirectory?: string | undefined;
    /** @default now */
    readonly now?: Date;
}

/** Browsers refuse long ones; a run is over much sooner. */
const days = 30;

/**
 * A new certificate for the hosts, `localhost` and 127.0.0.1, signed by mkcert's authority where that is installed, or else by one of our
 * own, which can sign local names only.
 *
 * @throws Error when the folder cannot be written.
 */
export async function localCertificate({
    hosts,
    directory,
    mkcertDirectory,
    now = new Date(),
}: CertificateOptions): Promise<LocalCertificate> {
    const root = mkcertDirectory ?? findMkcert();
    const mkcert = root === undefined ? undefined : await readAuthority(path.join(root, "rootCA.pem"), path.join(root, "rootCA-key.pem"));
    const authority = mkcert ?? (await ownAuthority(directory, now));
    const keys = await generateKeys();
    const names = [...new Set(["localhost", ...hosts])];
    const leaf = await x509.X509CertificateGenerator.create(
        {
            serialNumber: serialNumber(),
            subject: "CN=Local run of a Pulumi stack",
            issuer: authority.certificate.subject,
            notBefore: new Date(now.getTime() - day),
            notAfter: new Date(now.getTime() + days * day),
            publicKey: keys.publicKey,
            signingKey: authority.key,
            signingAlgorithm: authority.algorithm,
            extensions: [
                new x509.SubjectAlternativeNameExtension([
                    ...names.map((value) => ({ type: "dns" as const, value })),
                    { type: "ip", value: "127.0.0.1" },
                ]),
                new x509.BasicConstraintsExtension(false, undefined, true),
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
                new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
                await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey, false, webcrypto),
            ],
        },
        webcrypto,
    );
    const [key, cert] = [await privatePem(keys.privateKey), `${leaf.toString("pem")}\n`];
    return { key, cert, authorityFile: authority.file, mkcert: mkcert !== undefined };
}

/** How this machine's browsers are made to trust an authority. */
export interface HowToTrust {
    readonly command: string;
    /** What the command does not do by itself, as a sentence. @default nothing */
    readonly hint?: string;
}

export function howToTrust(authorityFile: string, platform: NodeJS.Platform = process.platform): HowToTrust {
    switch (platform) {
        case "darwin":
            return { command: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${authorityFile}` };
        case "win32":
            return { command: `certutil -user -addstore Root ${authorityFile}` };
        default:
            return {
                // Chrome makes the folder at its first start, and certutil does not.
                command: `mkdir -p ~/.pki/nssdb && certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n streamlit-local -i ${authorityFile}`,
                hint: "That is for Chrome and Chromium. Where there is no certutil: sudo apt install libnss3-tools (Debian, Ubuntu), sudo dnf install nss-tools (Fedora).",
            };
    }
}

/** mkcert's folder: `CAROOT`, or what the command says. */
function findMkcert(): string | undefined {
    const { CAROOT } = process.env;
    if (CAROOT !== undefined && CAROOT !== "") {
        return CAROOT;
    }
    try {
        return execFileSync("mkcert", ["-CAROOT"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
    } catch {
        return undefined; // Not installed.
    }
}
