import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./support/declare";

const leftOut = new Set(["node_modules", ".git", ".local", ".venv", ".pytest_cache", ".ruff_cache"]);

/** Every Markdown file of the repository, relative to it. */
function markdownFiles(folder = ""): string[] {
    return fs.readdirSync(path.join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
        const file = path.posix.join(folder, entry.name);
        if (entry.isDirectory()) {
            return leftOut.has(entry.name) ? [] : markdownFiles(file);
        }
        return entry.name.endsWith(".md") ? [file] : [];
    });
}

/** A file's text without its code, where brackets are no links and a # is no heading. */
function prose(file: string): string {
    return fs
        .readFileSync(path.join(repository, file), "utf8")
        .replaceAll(/^```.*?^```/gms, "")
        .replaceAll(/^ {4,}.*$/gm, "");
}

/** Links and images of a file that lead into the repository: `[text](target)` and `[text]: target`. */
function relativeLinks(file: string): string[] {
    const text = prose(file).replaceAll(/`[^`\n]*`/g, "code");
    const targets = [...text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g), ...text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(
        ([, target]) => target!,
    );
    return targets.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

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
