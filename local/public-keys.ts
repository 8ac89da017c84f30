import * as http from "node:http";
import type { AddressInfo } from "node:net";

/** The endpoint that serves a load balancer's public keys. */
export interface PublicKeysEndpoint {
    /** On AWS `https://public-keys.auth.elb.<region>.amazonaws.com`. */
    readonly url: string;
    readonly close: () => Promise<void>;
}

/**
 * Serves `GET /<kid>` on a free port of 127.0.0.1: the key that verifies `x-amzn-oidc-data`, in PEM (AWS: "Authenticate users using an
 * Application Load Balancer", User claims encoding and signature verification).
 */
export async function startPublicKeys(publicKey: (keyId: string) => string | undefined): Promise<PublicKeysEndpoint> {
    const server = http.createServer((request, response) => {
        const key = request.method === "GET" ? publicKey((request.url ?? "/").slice(1)) : undefined;
        if (key === undefined) {
            response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found\n");
        } else {
            response.writeHead(200, { "Content-Type": "application/x-pem-file" }).end(key);
        }
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}`,
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
