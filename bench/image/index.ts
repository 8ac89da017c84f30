import { openDocker, type Docker } from "../../harness/image/docker";
import type { Benchmark } from "../benchmark";
import { build, leftovers, original, ours, type Bases, type Candidate } from "./candidates";
import { header, rows, type Measured, type Start } from "./comparison";
import { fullPython } from "./original";
import { startTwice } from "./start";

const rounds = 3;

/** Bytes of all files in an image's layers. */
async function sizeOf(docker: Docker, image: string): Promise<number> {
    return Number(await docker.docker(["image", "inspect", "--format", "{{.Size}}", image]));
}

async function measure(docker: Docker, { name, image }: Candidate, base: string, starts: readonly Start[]): Promise<Measured> {
    const version = "from importlib.metadata import version; print(version('streamlit'))";
    const streamlit = await docker.docker(["run", "--rm", "--network=none", image, "python3", "-c", version]);
    return { name, streamlit, size: await sizeOf(docker, image), base: await sizeOf(docker, base), starts };
}

async function compare(docker: Docker, bases: Bases): Promise<string[][]> {
    const theirs: Start[] = [];
    const own: Start[] = [];
    for (let round = 0; round < rounds; round += 1) {
        theirs.push(await startTwice(docker, original));
        own.push(await startTwice(docker, ours));
    }
    return rows(await measure(docker, original, bases.original, theirs), await measure(docker, ours, bases.ours, own));
}

export const image: Benchmark = {
    name: "image",
    title: "The image, against the original's Dockerfile",
    description: "builds both, and starts them; takes root, Docker or Debian, and the first time minutes and 3 GB of disk",
    async run() {
        const docker = await openDocker();
        try {
            const bases = await build(docker);
            const table = await compare(docker, bases);
            const standIn = bases.original === fullPython ? [] : [standInNote];
            return [{ header, rows: table, notes: [...notes, ...standIn] }];
        } finally {
            await docker.attempt(["image", "rm", "--force", ...leftovers]);
            await docker.close();
        }
    },
};

const notes = [
    "MB: all files in the image's layers, not compressed. Seconds: from starting a container that is made already to the first answer of its health check; cold with nothing in the system's cache, Docker included, and warm right after. Idle: memory of its processes two seconds later, before anybody came; what they share counts once.",
    `Median of ${rounds} runs in turn, with the lowest and highest. The original's recipe: \`${fullPython}\`, and \`pip install streamlit plotly\` without versions. It starts Streamlit alone; this one starts the server that verifies who is signed in, around it.`,
];

const standInNote =
    "Docker Hub was not reached: both bases are stand-ins of Debian's packages. This image's is a minimal Debian with Python; the original's has, on top of that, the packages that `buildpack-deps` and `python` install, by their Dockerfiles for the same Debian, with Debian's CPython in place of a compiled one. Only how the two compare is meant; the images on Docker Hub have other sizes.";
