import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./support/declare";
import { markdownFiles, prose, relativeLinks } from "./support/markdown";

/** The anchors of a file's headings, as GitHub makes them. */
function anchors(file: string): Set<string> {
    const found = new Map<string, number>();
    const slugs = [...prose(file).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => {
        const slug = heading!
            .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
            .replaceAll(" ", "-");
        const before = found.get(slug) ?? 0;
        found.set(slug, before + 1);
        return before === 0 ? slug : `${slug}-${before}`;
    });
    return new Set(slugs);
}

/** What a link leads to that is not there; undefined where it is. */
function missing(file: string, link: string): string | undefined {
    const [target = "", anchor] = decodeURI(link).split("#");
    const resolved = target === "" ? file : path.posix.join(target.startsWith("/") ? "" : path.posix.dirname(file), target);
    if (!fs.existsSync(path.join(repository, resolved))) {
        return resolved;
    }
    return anchor === undefined || !resolved.endsWith(".md") || anchors(resolved).has(anchor) ? undefined : `${resolved}#${anchor}`;
}

describe("documentation", () => {
    const files = markdownFiles();

    it("is found, links and all", () => {
        assert.ok(files.includes("README.md") && files.includes("docs/decisions/README.md"), files.join(" "));
        assert.ok(relativeLinks("README.md").includes("docs/images/login.png"));
        assert.ok(anchors("docs/sessions.md").has("groups"));
    });

    for (const file of files) {
        it(`links to what is there: ${file}`, () => {
            const broken = relativeLinks(file).filter((link) => missing(file, link) !== undefined);
            assert.deepEqual(broken, []);
        });
    }
});
