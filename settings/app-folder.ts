import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import type { Problem } from "./problems";
import { missingForServer } from "./server-in-dockerfile";

/** The program's folder, which relative paths start at. */
const program = path.resolve(__dirname, "..");

/** A folder, relative to the program, that holds what an image is made of. */
export const appFolder = z.string("must be there").superRefine((folder, context) => {
    const problem = folderProblem(folder);
    if (problem !== undefined) {
        const message = `must be a folder that holds app.py and requirements.txt, or a Dockerfile: ${problem.why}`;
        context.addIssue({ code: "custom", message, ...(problem.byHand !== undefined && { params: { byHand: problem.byHand } }) });
    }
});

/** Undefined where it is one. */
function folderProblem(folder: string): { readonly why: string; readonly byHand?: string } | undefined {
    const holds = (file: string): boolean => fs.existsSync(path.resolve(program, folder, file));
    if (fs.statSync(path.resolve(program, folder), { throwIfNoEntry: false })?.isDirectory() !== true) {
        const tilde = folder.startsWith("~") ? ", and ~ is not expanded: write the whole path" : "";
        return { why: `there is no such folder${tilde}` };
    }
    const missing = ["app.py", "requirements.txt"].filter((file) => !holds(file));
    if (holds("Dockerfile") || missing.length === 0) {
        return undefined;
    }
    const hasOther = holds("streamlit_app.py");
    const steps = missing.map((file) =>
        file === "app.py" && hasOther ? `rename streamlit_app.py to ${file}` : `add ${file}, as ./streamlit has one`,
    );
    return { why: `it has no ${missing.join(" and no ")}`, byHand: `In ${folder}, ${steps.join(", and ")}.` };
}

/** The Dockerfile that an app's folder brings, relative to the program; undefined where it brings none. */
export function ownDockerfile(folder: string): string | undefined {
    const file = `${folder}/Dockerfile`;
    return fs.existsSync(path.resolve(program, file)) ? file : undefined;
}

/**
 * A Dockerfile that does not use the build argument with the server is built all the same, and its app is deployed without anything that
 * checks who is signed in.
 *
 * @param key the setting that names the folder
 */
export function dockerfileProblems(folder: string, key = "app"): Problem[] {
    const dockerfile = ownDockerfile(folder);
    const missing = dockerfile === undefined ? [] : missingForServer(fs.readFileSync(path.resolve(program, dockerfile), "utf8"));
    if (dockerfile === undefined || missing.length === 0) {
        return [];
    }
    const rule = "must be a folder whose Dockerfile takes in and starts the server, which checks who is signed in";
    const byHand = `Write in ${dockerfile}, as streamlit/Dockerfile does: ${missing.join("; ")}`;
    return [{ key, value: folder, rule, mend: { byHand } }];
}

/** A mistyped page would stay open to everyone, if the server did not refuse to start because of it. */
export function pageProblems(folder: string, groups: Readonly<Record<string, readonly string[]>>): Problem[] {
    const pages = new Set(Object.values(groups).flat());
    const missing = [...pages].filter((page) => !holdsExactly(path.resolve(program, folder), page.split("/")));
    const rule = `must name pages that are in the app's folder, ${folder}`;
    return missing.map((page) => ({ key: "groups", value: page, rule, mend: { byHand: mendPage(folder, page) } }));
}

/** A page that is there may be named in another way than from the app's folder on. */
function mendPage(folder: string, page: string): string {
    const root = path.resolve(program, folder);
    const named = [path.resolve(root, page), path.resolve(program, page)].map((file) => path.relative(root, file).split(path.sep));
    const found = named.find((parts) => parts[0] !== ".." && holdsExactly(root, parts));
    return found === undefined ? `Correct the name, or add the file ${folder}/${page}.` : `Name it ${found.join("/")}.`;
}

/** By its exact name, as in the image: some machines' file systems find `Pages/Reports.py` where there is `pages/reports.py`. */
function holdsExactly(folder: string, [first = "", ...rest]: readonly string[]): boolean {
    const entry = path.join(folder, first);
    const stat = fs.readdirSync(folder).includes(first) ? fs.statSync(entry, { throwIfNoEntry: false }) : undefined;
    if (rest.length === 0) {
        return stat?.isFile() === true;
    }
    return stat?.isDirectory() === true && holdsExactly(entry, rest);
}
