import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";

/** Milliseconds. */
export const day = 86_400_000;

/** What our own keys sign with: understood by every client, and made in a millisecond. */
export const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A new key pair for a certificate. */
export function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]);
}

/** A private key in PKCS #8 PEM. */
export async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
    const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
    return `-----BEGIN PRIVATE KEY-----\n${der.replace(/(.{64})/g, "$1\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

/** A positive random serial number in hexadecimal. */
export function serialNumber(): string {
    return `01${randomBytes(15).toString("hex")}`;
}
