import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyApp, put } from "../../harness/image/build";
import type { Docker } from "../../harness/image/docker";

/** The base of the original's Dockerfile. */
export const fullPython = "python:3.9";

const standIn = "streamlit-cognito-bench:full-python";

/**
 * What that base installs from Debian. Source: the Dockerfiles of docker-library/buildpack-deps for trixie (`curl`, `scm` and the whole), and of
 * docker-library/python. CPython itself, which it compiles, is Debian's here; names that only other packages provide are those packages'.
 */
const packages = [
    ...["ca-certificates", "curl", "gnupg", "netbase", "sq", "wget"],
    ...["git", "mercurial", "openssh-client", "procps", "subversion"],
    ...["autoconf", "automake", "bzip2", "default-libmysqlclient-dev", "dpkg-dev", "file", "g++", "gcc", "imagemagick", "libbz2-dev"],
    ...["libc6-dev", "libcurl4-openssl-dev", "libdb-dev", "libevent-dev", "libffi-dev", "libgdbm-dev", "libglib2.0-dev", "libgmp-dev"],
    ...["libjpeg-dev", "libkrb5-dev", "liblzma-dev", "libmagickcore-dev", "libmagickwand-dev", "libmaxminddb-dev", "libncurses-dev"],
    ...["libpng-dev", "libpq-dev", "libreadline-dev", "libsqlite3-dev", "libssl-dev", "libtool", "libwebp-dev"],
    ...["libxml2-dev", "libxslt1-dev", "libyaml-dev", "make", "patch", "unzip", "xz-utils", "zlib1g-dev"],
    ...["libbluetooth-dev", "tk-dev", "uuid-dev"],
    ...["python3", "python3-dev", "python3-pip", "python3-tk"],
];

/**
 * The steps of the original's Dockerfile, gsy0911/zenn-streamlit-cognito: a whole Python, packages of no version, the app, the language. The first
 * line of the second step lets Debian's pip install as the official image's does; there, it does nothing. `views` is the sample app's here.
 */
const dockerfile = (base: string): string => `FROM ${base}
RUN rm -f /usr/lib/python3*/EXTERNALLY-MANAGED \\
    && pip install streamlit plotly
WORKDIR /app
ADD app.py .
ADD views ./views
ADD config.toml ./.streamlit/config.toml
ENV LANG=ja_JP.UTF-8 LANGUAGE=ja_JP:ja LC_ALL=ja_JP.UTF-8
CMD ["bash"]
`;

/** The original's base, or a stand-in: on the base of our own image, apt installs what the original's has. */
async function fullBase(docker: Docker, small: string, network: readonly string[]): Promise<string> {
    if ((await docker.attempt(["pull", "--quiet", fullPython])).code === 0) {
        return fullPython;
    }
    // As the official images of Debian do by themselves: downloaded packages would count as part of the base.
    const install = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")} && apt-get clean && rm -rf /var/lib/apt/lists/*`;
    const input = `FROM ${small}\nRUN ${install}\n`;
    await docker.docker(["build", ...network, "--tag", standIn, "-"], { input, timeout: 1_200_000 });
    return standIn;
}

/**
 * Builds the sample app by the original's recipe.
 *
 * @param small base of our own image
 * @returns the base that it is built from: the original's, or a stand-in of this machine
 */
export async function buildOriginal(docker: Docker, small: string, tag: string): Promise<string> {
    const network = docker.isPrivate ? ["--network=host"] : [];
    const base = await fullBase(docker, small, network);
    const folder = mkdtempSync(join(tmpdir(), "original-"));
    try {
        copyApp("streamlit", folder);
        cpSync(join(folder, ".streamlit/config.toml"), join(folder, "config.toml"));
        put(folder, "Dockerfile", dockerfile(base));
        await docker.docker(["build", ...network, "--tag", tag, folder]);
        return base;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
