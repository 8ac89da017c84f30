import assert from "node:assert/strict";
import { DockerfileError, readDockerfile as read, type Build } from "../../../local/plan/dockerfile";

const readDockerfile = (text: string, build: Partial<Build> = {}) => read(text, { context: "/here", ...build });

describe("Dockerfile", () => {
    it("is read in its final stage, or in the one that is built", () => {
        const text = 'FROM a AS build\nENV STAGE=build\nCMD ["one"]\nFROM b AS final\nENV STAGE=final\nCMD ["two"]\n';
        assert.deepEqual(readDockerfile(text), {
            environment: { STAGE: "final" },
            workingDirectory: "/",
            entryPoint: [],
            command: ["two"],
            files: [],
        });
        assert.deepEqual(readDockerfile(text, { target: "BUILD" }).command, ["one"]);
        assert.throws(() => readDockerfile(text, { target: "none" }), DockerfileError);
    });

    it("inherits from an earlier stage, and only from one it is built from", () => {
        const text = 'FROM a AS base\nENV A=1\nWORKDIR /srv\nCMD ["run"]\nFROM base\nENV B=2\nWORKDIR app\n';
        assert.deepEqual(readDockerfile(text), {
            environment: { A: "1", B: "2" },
            workingDirectory: "/srv/app",
            entryPoint: [],
            command: ["run"],
            files: [],
        });
    });

    it("is built from the last of two stages of one name, as Docker does", () => {
        const text = 'FROM a AS base\nCMD ["first"]\nFROM b AS base\nCMD ["last"]\nFROM base\n';
        assert.deepEqual(readDockerfile(text).command, ["last"]);
    });

    it("understands every way to write ENV", () => {
        const text = `FROM a
ENV A=1 B="two words" C=three\\ words \\
    D='single'
ENV OLD old style value
ARG VERSION=7
ENV E=$A-\${VERSION} F=\${MISSING:-default} G=\${A:+set} H=\${MISSING}end A=2 I=$A
`;
        assert.deepEqual(readDockerfile(text).environment, {
            A: "2",
            B: "two words",
            C: "three words",
            D: "single",
            OLD: "old style value",
            E: "1-7",
            F: "default",
            G: "set",
            H: "end",
            // The line's own change of A is not seen in the same line.
            I: "1",
        });
    });

    it("keeps build arguments out of the environment", () => {
        assert.deepEqual(readDockerfile("FROM a\nARG SECRET=x\n").environment, {});
    });

    it("is not misled by comments, continued lines and here-documents", () => {
        const text =
            'FROM a\n# CMD ["comment"]\nRUN <<EOF\nCMD ["inside"]\nEOF\nRUN echo \\\n  CMD nothing\nCMD [ "right", \\\n  "one" ]\n';
        assert.deepEqual(readDockerfile(text).command, ["right", "one"]);
    });

    it("keeps the command of the same stage, whichever of the two comes first", () => {
        const { entryPoint, command } = readDockerfile('FROM a\nCMD ["own"]\nENTRYPOINT ["new"]\n');
        assert.deepEqual([entryPoint, command], [["new"], ["own"]]);
    });

    it("drops the command of a base with a new ENTRYPOINT", () => {
        const text = 'FROM a AS base\nCMD ["old"]\nFROM base\nENTRYPOINT ["new"]\n';
        assert.deepEqual(readDockerfile(text), { environment: {}, workingDirectory: "/", entryPoint: ["new"], command: [], files: [] });
    });

    it("is refused with a command in shell form, which needs a shell of the image", () => {
        assert.throws(() => readDockerfile("FROM a\nCMD streamlit run app.py\n"), /CMD is in shell form.*exec form/);
    });

    it("gives build arguments to the lines that declare them, over their defaults", () => {
        const text = "ARG BASE=a\nARG TAG\nFROM ${BASE}:${TAG} AS one\nARG BASE\nARG OWN=1\nENV SEEN=$BASE-$TAG-$OWN\n";
        const asked: string[] = [];
        const image = (name: string): undefined => void asked.push(name);
        assert.equal(readDockerfile(text, { args: { TAG: "t", OWN: "2" }, image }).environment["SEEN"], "a--2");
        assert.deepEqual(asked, ["a:t"]);
        assert.equal(readDockerfile(text, { args: { BASE: "b" } }).environment["SEEN"], "b--1");
        assert.equal(readDockerfile("FROM a\nENV SEEN=$TAG\n", { args: { TAG: "t" } }).environment["SEEN"], "");
    });

    it("inherits from an image that is known", () => {
        const known = {
            environment: { A: "1" },
            workingDirectory: "/w",
            entryPoint: [],
            command: ["c"],
            files: [{ path: "/w", host: "/h" }],
        };
        const image = (name: string) => (name === "known@sha256:1" ? known : undefined);
        assert.deepEqual(readDockerfile("ARG I\nFROM ${I}\n", { args: { I: "known@sha256:1" }, image }), known);
        assert.deepEqual(readDockerfile("FROM other\n", { image }).files, []);
    });
});
