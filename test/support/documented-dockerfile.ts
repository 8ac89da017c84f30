import { readFileSync } from "node:fs";
import * as path from "node:path";
import { root } from "../../harness/project-copy";

/**
 * The Dockerfile that the documentation shows for an app with one of its own.
 *
 * @param base image to build on. @default the one that it names
 * @throws Error where the documentation shows none, or it names no base image
 */
export function documentedDockerfile(base?: string): string {
    const page = readFileSync(path.join(root, "docs", "your-app.md"), "utf8");
    const [, dockerfile] = /^```dockerfile\n([^]*?)^```$/m.exec(page) ?? [];
    const from = /^FROM python:\S+$/m;
    if (dockerfile === undefined || !from.test(dockerfile)) {
        throw new Error("docs/your-app.md shows no Dockerfile FROM python:...");
    }
    return base === undefined ? dockerfile : dockerfile.replace(from, `FROM ${base}`);
}
