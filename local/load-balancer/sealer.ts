import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts small values that travel through the browser, so that nobody but this load balancer can read or change them. */
export interface Sealer {
    /** @returns base64url. `purpose` is part of what is sealed: a value sealed for one purpose does not open for another. */
    seal(purpose: string, data: Buffer): string;
    /** @returns undefined for anything that this load balancer did not seal for this purpose. */
    open(purpose: string, sealed: string): Buffer | undefined;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * A sealer with AES-256-GCM. Node's own cipher and not a JWE: synchronous (a stickiness cookie is sealed on every
 * response) and a quarter shorter, which matters for a session that must fit in four cookies.
 *
 * @param secret 32 bytes, the load balancer's own: other load balancers' cookies do not open here.
 */
export function createSealer(secret: Uint8Array): Sealer {
    const keys = new Map<string, Buffer>();
    const keyFor = (purpose: string) => {
        const key = keys.get(purpose) ?? Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
        keys.set(purpose, key);
        return key;
    };
    return {
        seal(purpose, data) {
            const nonce = randomBytes(nonceBytes);
            const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
            return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]).toString("base64url");
        },
        open(purpose, sealed) {
            // Buffer.from skips what is not base64url: without this check, one sealed value would have many spellings.
            const bytes = /^[A-Za-z0-9_-]+$/.test(sealed) ? Buffer.from(sealed, "base64url") : Buffer.alloc(0);
            if (bytes.length < nonceBytes + tagBytes) {
                return undefined;
            }
            const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
            decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
            try {
                return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)), decipher.final()]);
            } catch {
                return undefined;
            }
        },
    };
}
