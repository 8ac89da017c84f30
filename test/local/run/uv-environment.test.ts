import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { root } from "../../../harness/project-copy";
import { lockedVersions } from "../../../local/locked-versions";
import { uvEnvironment } from "../../../local/uv-environment";

/** What uv is told besides, always. */
const always = { UV_SYSTEM_CERTS: "true", UV_HTTP_TIMEOUT: "15", UV_HTTP_RETRIES: "1" };

describe("uv's environment", () => {
    const told = (...lines: string[]): ReturnType<typeof uvEnvironment> => uvEnvironment(`${lines.join("\n")}\n`, {});

    it("says of packages, and of the way to them, what pip is told", () => {
        const found = told(
            "global.cert='/etc/our certificates/ours.pem'",
            "global.index-url='https://ada:secret@pypi.example.com/simple'",
            String.raw`global.extra-index-url='\nhttps://one.example.com/simple\thttps://two.example.com/simple'`,
            "global.find-links='/wheels /more'",
            'global.default-timeout="59.5"',
            "global.disable-pip-version-check='1'",
            "WARNING: something else that pip says",
        );
        assert.deepEqual(found, {
            ...always,
            SSL_CERT_FILE: "/etc/our certificates/ours.pem",
            UV_DEFAULT_INDEX: "https://ada:secret@pypi.example.com/simple",
            UV_INDEX: "https://one.example.com/simple https://two.example.com/simple",
            UV_FIND_LINKS: "/wheels,/more",
            UV_HTTP_TIMEOUT: "60",
        });
    });

    it("has paths of Windows as they are", () => {
        assert.equal(told(String.raw`global.cert='C:\\new\\ca.pem'`)?.["SSL_CERT_FILE"], String.raw`C:\new\ca.pem`);
    });

    it("follows pip's order: the environment, then what is set for installing, then for all; nothing of other commands, nothing empty", () => {
        const index = (section: string): string => `${section}.index-url='https://${section.replaceAll(":", "")}.example.com'`;
        const indexOf = (...lines: string[]): string | undefined => told(...lines)?.["UV_DEFAULT_INDEX"];
        assert.equal(indexOf(index(":env:"), index("global"), index("install"), index("download")), "https://env.example.com");
        assert.equal(indexOf(index("install"), index("global"), index("download")), "https://install.example.com");
        assert.equal(indexOf(":env:.index-url=''", index("global")), "https://global.example.com");
        assert.equal(indexOf(index("download")), undefined);
    });

    it("has nothing of uv's own variables but where its cache is", () => {
        const inherited = { UV_TARGET: "/elsewhere", UV_CACHE_DIR: "/cache", HOME: "/home/ada" };
        const found = uvEnvironment("", inherited) ?? {};
        assert.deepEqual({ ...inherited, ...found }, { ...always, UV_CACHE_DIR: "/cache", HOME: "/home/ada", UV_TARGET: undefined });
    });

    it("is none where pip is told what uv cannot be", () => {
        for (const key of ["no-index", "only-binary", "no-binary", "constraint", "proxy", "trusted-host", "client-cert", "whatever"]) {
            assert.equal(told(`install.${key}='1'`), undefined, key);
        }
    });
});

describe("a locked file", () => {
    const hash = `--hash=sha256:${"0".repeat(64)}`;

    it("has one version of each package, with hashes, whatever else is said of it", () => {
        const text = [
            "# made by a command",
            "Ruamel.YAML==0.18.1 \\",
            `    ${hash} \\`,
            `    ${hash}`,
            "    # via something",
            "",
            `uvicorn[standard,more] == 1.0 ; python_version < "3.14" ${hash}`,
        ].join("\n");
        assert.deepEqual(lockedVersions(text), [
            ["ruamel-yaml", "0.18.1"],
            ["uvicorn", "1.0"],
        ]);
    });

    it("is each of the project's own", () => {
        const folders = ["local", "server", "streamlit", "test/aws-api"];
        const files = folders.flatMap((folder) => {
            const names = fs.readdirSync(path.join(root, folder)).filter((name) => /^requirements.*\.txt$/.test(name));
            return names.map((name) => path.join(folder, name));
        });
        assert.ok(files.length >= 6);
        const loose = files.filter((file) => lockedVersions(fs.readFileSync(path.join(root, file), "utf8")) === undefined);
        assert.deepEqual(loose, []);
    });

    it("asks for nothing else", () => {
        const others = ["six==1.17.0", "six>=1", `six>=1 ${hash}`, "-r other.txt", "--index-url https://example.com", `./six.whl ${hash}`];
        for (const other of [...others, `six @ https://example.com/six.whl ${hash}`, `-e . ${hash}`]) {
            assert.equal(lockedVersions(`idna==3.1 ${hash}\n${other}\n`), undefined, other);
        }
    });
});
