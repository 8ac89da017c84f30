import { createPrivateKey, webcrypto, X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import * as x509 from "@peculiar/x509";
import { day, ecdsa, generateKeys, privatePem, serialNumber } from "./keys";

/** A certificate authority that signs local certificates. */
export interface Authority {
    readonly certificate: x509.X509Certificate;
    readonly key: webcrypto.CryptoKey;
    readonly algorithm: { readonly name: string; readonly hash: string };
    /** PEM file of the certificate. */
    readonly file: string;
}

const days = 365;

/**
 * Value of a name constraints extension (RFC 5280, section 4.2.1.10): this authority can vouch for `localhost`, names under it, and
 * 127.0.0.0/8, and for nothing else, whoever gets hold of its key.
 *
 * SEQUENCE { permittedSubtrees [0] { SEQUENCE { dNSName [2] "localhost" }, SEQUENCE { iPAddress [7] 127.0.0.0, 255.0.0.0 } } }
 */
const onlyLocalNames = Buffer.from(`301ba019300b8209${Buffer.from("localhost").toString("hex")}300a87087f000000ff000000`, "hex");
const nameConstraints = "2.5.29.30";

/** Our own authority in a folder; a new one where there is none, or where it is about to expire. Its key is readable by its owner only. */
export async function ownAuthority(directory: string, now: Date): Promise<Authority> {
    const file = path.join(directory, "ca.pem");
    const keyFile = path.join(directory, "ca-key.pem");
    const existing = await readAuthority(file, keyFile);
    if (existing !== undefined && existing.certificate.notAfter.getTime() > now.getTime() + 60 * day) {
        return existing;
    }
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned(
        {
            serialNumber: serialNumber(),
            name: "CN=Local run of a Pulumi stack (this machine only)",
            notBefore: new Date(now.getTime() - day),
            notAfter: new Date(now.getTime() + days * day),
            keys,
            signingAlgorithm: ecdsa,
            extensions: [
                new x509.BasicConstraintsExtension(true, 0, true),
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
                new x509.Extension(nameConstraints, true, onlyLocalNames),
                await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
            ],
        },
        webcrypto,
    );
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    fs.rmSync(keyFile, { force: true });
    fs.writeFileSync(keyFile, await privatePem(keys.privateKey), { mode: 0o600 });
    fs.writeFileSync(file, `${certificate.toString("pem")}\n`);
    return { certificate, key: keys.privateKey, algorithm: ecdsa, file };
}

/** An authority in PEM files, or undefined where they are missing, unreadable or not a pair. */
export async function readAuthority(file: string, keyFile: string): Promise<Authority | undefined> {
    try {
        const pem = fs.readFileSync(file, "utf8");
        const key = createPrivateKey(fs.readFileSync(keyFile));
        if (!new X509Certificate(pem).checkPrivateKey(key)) {
            return undefined;
        }
        const certificate = new x509.X509Certificate(pem);
        const curve = { prime256v1: "P-256", secp384r1: "P-384" }[key.asymmetricKeyDetails?.namedCurve ?? ""];
        const algorithm =
            curve === undefined
                ? { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
                : { name: "ECDSA", namedCurve: curve, hash: curve === "P-256" ? "SHA-256" : "SHA-384" };
        const der = key.export({ type: "pkcs8", format: "der" });
        const imported = await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
        return { certificate, key: imported, algorithm, file };
    } catch {
        return undefined;
    }
}
