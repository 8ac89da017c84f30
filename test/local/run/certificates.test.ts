import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import { howToTrust, localCertificate, type LocalCertificate } from "../../../local/certificates";

const day = 86_400_000;
const none = "/no/such/folder";

/** The error of a TLS client that trusts the authority only, or undefined where it accepts the server. */
async function connect({ key, cert, authorityFile }: LocalCertificate, servername: string): Promise<string | undefined> {
    const server = tls.createServer({ key, cert }).on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const socket = tls.connect({ port, host: "127.0.0.1", servername, ca: fs.readFileSync(authorityFile) });
    const result = await new Promise<string | undefined>((resolve) => {
        socket.once("secureConnect", () => resolve(undefined)).once("error", ({ message }: Error) => resolve(message));
    });
    socket.destroy();
    server.close();
    return result;
}

describe("local certificates", () => {
    let directory: string;
    beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), "certificates-"))));
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    const make = (hosts: readonly string[], more = {}) => localCertificate({ hosts, directory, mkcertDirectory: none, ...more });

    it("are accepted for every host, and for no other", async () => {
        const certificate = await make(["app.example.com.localhost", "prefix.auth.localhost"]);
        assert.equal(await connect(certificate, "app.example.com.localhost"), undefined);
        assert.equal(await connect(certificate, "prefix.auth.localhost"), undefined);
        assert.equal(await connect(certificate, "localhost"), undefined);
        assert.match((await connect(certificate, "other.localhost")) ?? "", /altnames/);
        assert.ok(new X509Certificate(certificate.cert).checkIP("127.0.0.1"));
        assert.equal(certificate.mkcert, false);
    });

    it("hold up to OpenSSL's strict checks", async () => {
        const { cert, authorityFile } = await make(["a.localhost"]);
        const file = path.join(directory, "leaf.pem");
        fs.writeFileSync(file, cert);
        const args = ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "a.localhost", "-CAfile", authorityFile, file];
        assert.match(execFileSync("openssl", args, { encoding: "utf8" }), /OK/);
    });

    // Only certutil is a stand-in: it fails where the folder is missing, as the real one does.
    it("come with a command that works as it is printed, and with where to get its program", function () {
        if (process.platform === "win32") {
            this.skip(); // It has no such shell.
        }
        const bin = path.join(directory, "bin");
        fs.mkdirSync(bin);
        fs.writeFileSync(path.join(bin, "certutil"), '#!/bin/sh\ntest -d "${2#sql:}"\n', { mode: 0o755 });
        const { command, hint = "" } = howToTrust("ca.pem", "linux");
        const { status } = spawnSync("sh", ["-c", command], {
            env: { HOME: path.join(directory, "new-home"), PATH: `${bin}:${process.env["PATH"] ?? ""}` },
        });
        assert.equal(status, 0, command);
        assert.match(hint, /no certutil: sudo apt install libnss3-tools /);
    });

    it("come from an authority that cannot sign names of the internet", async () => {
        assert.match((await connect(await make(["www.example.com"]), "www.example.com")) ?? "", /permitted subtree violation/);
    });

    it("come from the same authority in each run, until it is about to expire", async () => {
        const first = fs.readFileSync((await make([])).authorityFile, "utf8");
        assert.equal(fs.readFileSync((await make([])).authorityFile, "utf8"), first);
        const later = await make([], { now: new Date(Date.now() + 330 * day) });
        assert.notEqual(fs.readFileSync(later.authorityFile, "utf8"), first);
    });

    it("come from a new authority where the old one's key does not belong to it", async () => {
        const first = (await make([])).authorityFile;
        const old = fs.readFileSync(first, "utf8");
        fs.writeFileSync(path.join(directory, "ca-key.pem"), (await make([])).key);
        const second = await make(["a.localhost"]);
        assert.notEqual(fs.readFileSync(second.authorityFile, "utf8"), old);
        assert.equal(await connect(second, "a.localhost"), undefined);
    });

    it("leave the authority's key readable by its owner only", async () => {
        await make([]);
        assert.equal(fs.statSync(path.join(directory, "ca-key.pem")).mode & 0o777, 0o600);
    });

    for (const [kind, newkey] of [
        ["RSA, as mkcert makes it", ["rsa:3072"]],
        ["EC, as mkcert -ecdsa makes it", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]],
    ] as const) {
        it(`come from mkcert's authority where there is one: ${kind}`, async () => {
            const root = path.join(directory, "mkcert");
            fs.mkdirSync(root);
            const [key, cert] = [path.join(root, "rootCA-key.pem"), path.join(root, "rootCA.pem")];
            execFileSync(
                "openssl",
                ["req", "-x509", "-nodes", "-subj", "/O=mkcert development CA/CN=me", "-keyout", key, "-out", cert, "-newkey", ...newkey],
                { stdio: "ignore" },
            );
            const certificate = await make(["a.localhost"], { mkcertDirectory: root });
            assert.equal(certificate.mkcert, true);
            assert.equal(certificate.authorityFile, cert);
            assert.equal(await connect(certificate, "a.localhost"), undefined);
        });
    }
});
