import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./install.mjs";

/**
 * Runs a TypeScript program of this project in this very process, so that signals reach it. Types are not checked: `npm run typecheck` does.
 *
 * @param {string} file relative to the project's folder
 * @param {readonly string[]} args what the program sees as its arguments
 */
export async function runTypeScript(file, args) {
    const program = path.join(root, file);
    process.chdir(root);
    process.argv = [process.execPath, program, ...args];
    const require = createRequire(program);
    require(path.join(root, "scripts/typescript.cjs"));
    require(program);
}
