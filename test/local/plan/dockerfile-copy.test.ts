import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readDockerfile } from "../../../local/plan/dockerfile";
import { hostPath, NoOnePlaceError } from "../../../local/plan/image-files";

describe("files that a Dockerfile copies", () => {
    let context: string;
    beforeEach(() => {
        context = fs.mkdtempSync(path.join(os.tmpdir(), "copy-"));
        for (const file of ["app.py", "other.py", "notes.txt", "pages/one.py", "with space/x", "tool.tar.gz"]) {
            fs.mkdirSync(path.dirname(path.join(context, file)), { recursive: true });
            fs.writeFileSync(path.join(context, file), "");
        }
    });
    afterEach(() => fs.rmSync(context, { recursive: true }));

    const files = (...lines: string[]) => readDockerfile(["FROM a", "WORKDIR /app", ...lines].join("\n"), { context }).files;
    const here = (wanted: string, ...lines: string[]): string | undefined => {
        const found = hostPath(files(...lines), wanted);
        return found === undefined ? undefined : path.relative(context, found) || ".";
    };

    it("are files under their own name in a folder, or under another", () => {
        assert.equal(here("/app/app.py", "COPY app.py ./"), "app.py");
        assert.equal(here("/app/app.py", "COPY app.py ."), "app.py");
        assert.equal(here("/app/main.py", "COPY app.py main.py"), "app.py");
        assert.equal(here("/srv/other.py", "COPY app.py other.py /srv"), "other.py");
        assert.equal(here("/app/x", "COPY app.py main.py"), undefined);
    });

    it("are what is in a folder, not the folder", () => {
        assert.equal(here("/app/one.py", "COPY pages ./"), "pages/one.py");
        assert.equal(here("/app/pages/one.py", "COPY pages pages"), "pages/one.py");
        assert.equal(here("/app/pages/one.py", "COPY . /app/"), "pages/one.py");
        // A file that is made later shows, too.
        assert.equal(here("/app/later.py", "COPY . /app/"), "later.py");
    });

    it("are those that match a pattern", () => {
        const copy = "COPY *.py /srv/";
        assert.equal(here("/srv/other.py", copy), "other.py");
        assert.equal(here("/srv/notes.txt", copy), undefined);
        assert.equal(here("/srv/notes.txt", "COPY note?.txt /srv/"), "notes.txt");
    });

    it("have names with spaces in the array form, and variables and flags", () => {
        assert.equal(here("/srv/x", 'COPY ["with space", "/srv"]'), "with space/x");
        assert.equal(here("/srv/one.py", "ARG FROM_HERE=pages", "COPY --chown=1:1 $FROM_HERE /srv"), "pages/one.py");
    });

    it("come from earlier stages by name and by number", () => {
        const text = `FROM a AS one\nCOPY pages /p\nFROM b\nCOPY app.py /\nFROM c\nCOPY --from=One /p /x/\nCOPY --from=1 /app.py /y\n`;
        const { files: copied } = readDockerfile(text, { context });
        assert.equal(hostPath(copied, "/x/one.py"), path.join(context, "pages", "one.py"));
        assert.equal(hostPath(copied, "/y"), path.join(context, "app.py"));
    });

    it("make a folder of the image one folder here, where they lie together here, too", () => {
        assert.equal(here("/app", "COPY app.py ./", "COPY pages pages"), ".");
        assert.throws(() => here("/app", "COPY app.py ./", "COPY pages elsewhere"), NoOnePlaceError);
    });

    it("hide what was copied before", () => {
        assert.equal(here("/app/app.py", "COPY . ./", "COPY other.py app.py"), "other.py");
        assert.equal(here("/app/one.py", "COPY pages/ ./", "COPY . ./"), "one.py");
    });

    it("are nowhere when they are fetched, unpacked, or written in the Dockerfile", () => {
        for (const line of [
            "ADD https://example.com/x /srv",
            "ADD tool.tar.gz /srv",
            "COPY <<EOF /srv\nhello\nEOF",
            "COPY --parents pages /srv",
        ]) {
            assert.throws(() => here("/srv", line), NoOnePlaceError, line);
        }
        assert.equal(here("/srv", "ADD app.py /srv"), "app.py");
        assert.equal(here("/srv", "COPY tool.tar.gz /srv"), "tool.tar.gz");
    });

    it("leave the base image's own paths alone", () => {
        assert.equal(here("/usr/bin", "COPY . /"), undefined);
        assert.equal(here("/pages", "COPY . /"), "pages");
        assert.equal(here("/appendix", "COPY . /app"), undefined);
    });
});
