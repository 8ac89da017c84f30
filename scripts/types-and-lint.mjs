// `npm run typecheck` and `eslint .` in one process, for `npm test`. Both need the program, and most of that are other packages' declarations: to
// read them takes a third of the time of either.
import { ESLint } from "eslint";
import path from "node:path";
import ts from "typescript";
import { root } from "./install.mjs";

/** The program of tsconfig.json. The rules need its nodes' parents, too, which the compiler sets when it checks. */
function createProgram() {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
    const { errors, fileNames, options } = ts.getParsedCommandLineOfConfigFile(path.join(root, "tsconfig.json"), {}, host);
    if (errors.length > 0) {
        fail(...errors);
    }
    return ts.createProgram(fileNames, options, { ...ts.createCompilerHost(options), getSourceFile });
}

/**
 * Parses a file, and of its documentation what somebody asks for: the compiler for links, as in `tsc`, and the rule no-deprecated for `@deprecated`,
 * which few of the packages' thousands of files have.
 */
function getSourceFile(file, options) {
    const text = ts.sys.readFile(file);
    const { ParseAll, ParseForTypeErrors } = ts.JSDocParsingMode;
    const jsDocParsingMode = text?.includes("@deprecated") ? ParseAll : ParseForTypeErrors;
    return text === undefined ? undefined : ts.createSourceFile(file, text, { ...options, jsDocParsingMode });
}

/** Prints what the compiler finds, and lets the process end badly. */
function fail(...diagnostics) {
    const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => "\n" };
    console.log(ts.formatDiagnostics(diagnostics, host));
    process.exitCode = 1;
}

/** Prints what eslint finds in all files. Given the program, it makes none from `parserOptions.project`. */
async function lint(program) {
    const overrideConfig = { files: ["**/*.ts"], languageOptions: { parserOptions: { programs: [program] } } };
    const eslint = new ESLint({ cwd: root, overrideConfig });
    const results = await eslint.lintFiles(["."]);
    const formatter = await eslint.loadFormatter("stylish");
    console.log(await formatter.format(results));
    if (results.some(({ errorCount }) => errorCount > 0)) {
        process.exitCode = 1;
    }
}

const program = createProgram();
const diagnostics = ts.getPreEmitDiagnostics(program);
if (diagnostics.length > 0) {
    fail(...diagnostics);
}
await lint(program);
