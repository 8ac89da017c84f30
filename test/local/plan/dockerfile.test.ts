import assert from "node:assert/strict";
import { DockerfileError, readDockerfile } from "../../../local/plan/dockerfile";

describe("Dockerfile", () => {
    it("is read in its final stage, or in the one that is built", () => {
        const text = 'FROM a AS build\nENV STAGE=build\nCMD ["one"]\nFROM b AS final\nENV STAGE=final\nCMD ["two"]\n';
        assert.deepEqual(readDockerfile(text), {
            environment: { STAGE: "final" },
            workingDirectory: "/",
            entryPoint: [],
            command: ["two"],
            copies: [],
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
            copies: [],
        });
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

    it("takes arguments from the build, from their defaults, and from before the first FROM", () => {
        const text = "ARG TAG=1\nARG GIVEN=default\nFROM a AS one\nARG TAG\nARG GIVEN\nARG OWN=own\nENV ALL=$TAG-$GIVEN-$OWN\n";
        assert.deepEqual(readDockerfile(text, { args: { GIVEN: "given" } }).environment, { ALL: "1-given-own" });
        assert.deepEqual(readDockerfile("ARG TAG=1\nFROM a\nENV T=$TAG\n").environment, { T: "" }, "not declared in the stage");
    });

    it("says what it copies out of other images, through stages and build arguments", () => {
        const text = `ARG SERVER
FROM \${SERVER} AS server
FROM python AS build
FROM python
WORKDIR /app
COPY app.py ./
COPY --from=server / /opt/server/
COPY --from=0 /a /b lib/
COPY --from=build /venv /venv
COPY --chown=1:1 --from=registry/tool:1 /tool /bin/tool
`;
        assert.deepEqual(readDockerfile(text, { args: { SERVER: "registry/server@sha256:1" } }).copies, [
            { image: "registry/server@sha256:1", source: "/", destination: "/opt/server" },
            { image: "registry/server@sha256:1", source: "/a", destination: "/app/lib" },
            { image: "registry/server@sha256:1", source: "/b", destination: "/app/lib" },
            { image: "python", source: "/venv", destination: "/venv" },
            { image: "registry/tool:1", source: "/tool", destination: "/bin/tool" },
        ]);
    });

    it("is not misled by comments, continued lines and here-documents", () => {
        const text =
            'FROM a\n# CMD ["comment"]\nRUN <<EOF\nCMD ["inside"]\nEOF\nRUN echo \\\n  CMD nothing\nCMD [ "right", \\\n  "one" ]\n';
        assert.deepEqual(readDockerfile(text).command, ["right", "one"]);
    });

    it("drops the command of a base with a new ENTRYPOINT", () => {
        const text = 'FROM a AS base\nCMD ["old"]\nFROM base\nENTRYPOINT ["new"]\n';
        assert.deepEqual(readDockerfile(text), { environment: {}, workingDirectory: "/", entryPoint: ["new"], command: [], copies: [] });
    });

    it("is refused with a command in shell form, which needs a shell of the image", () => {
        assert.throws(() => readDockerfile("FROM a\nCMD streamlit run app.py\n"), /CMD is in shell form.*exec form/);
    });
});
