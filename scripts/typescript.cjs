// Lets Node.js load TypeScript: `node -r ./scripts/typescript.cjs`. Types are not checked: `npm run typecheck` does.
//
// The program and its tests start many processes that load the same files. So what is compiled is kept: a changed file or compiler, or another text of
// this very file, is another name.
require("./compiled-packages.cjs");
require("./lazy-packages.cjs");
const { Buffer } = require("node:buffer");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { read, write } = require("./kept.cjs");
const { requireOf } = require("./require-of.cjs");

const root = path.resolve(__dirname, "..");
const compiled = path.join(root, "node_modules/.cache/typescript");
const { version } = require("@swc/core/package.json");
const compilerDigest = createHash("sha256").update(version).update(fs.readFileSync(__filename)).digest("hex");

/** What tsconfig.json says of the JavaScript that comes out; a test sees that it does. */
const output = { target: "es2023", module: "commonjs", esModuleInterop: true };

/**
 * Erases the types of a file by swc, in a thirtieth of the compiler's processor time; by the compiler where swc refuses the text, or has no binary
 * for this machine. The source map names the file alone, so that it is right for a copy of the file as well.
 *
 * @param {string} file
 * @param {string} text its content
 * @throws Error that says where the text is no TypeScript
 */
function compile(file, text) {
    const { target, module: type } = output;
    const names = { filename: path.basename(file), sourceMaps: "inline", inlineSourcesContent: false };
    const jsc = { parser: { syntax: "typescript" }, target };
    try {
        return require("@swc/core").transformSync(text, { ...names, jsc, module: { type }, configFile: false, swcrc: false }).code;
    } catch {
        return compileByTypeScript(file, text);
    }
}

/** As {@link compile}, in the compiler's words, which people know and can look up. */
function compileByTypeScript(file, text) {
    const ts = require("typescript");
    const { options } = ts.convertCompilerOptionsFromJson({ ...output, inlineSourceMap: true }, root);
    const fileName = path.basename(file);
    const { outputText, diagnostics } = ts.transpileModule(text, { fileName, compilerOptions: options, reportDiagnostics: true });
    if (diagnostics.length > 0) {
        const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => "\n" };
        throw new Error(`${file} is no TypeScript:\n${ts.formatDiagnostics(diagnostics, host)}`);
    }
    return outputText;
}

/** The JavaScript of a file's text, as it was kept or compiled now. */
function javaScript(file, text) {
    const name = `${compilerDigest} ${path.basename(file)}\0${text}`;
    const kept = path.join(compiled, createHash("sha256").update(name).digest("hex"));
    const known = read(kept);
    if (known !== undefined) {
        return known.toString();
    }
    const result = compile(file, text);
    write(kept, Buffer.from(result));
    return result;
}

/** What was compiled in this process, by file: each evaluation of the program loads all of its files anew. */
const wrappers = new Map();

/** The function that runs a module's text. */
function wrapperOf(file) {
    const text = fs.readFileSync(file, "utf8");
    const known = wrappers.get(file);
    if (known?.text === text) {
        return known.holder.exports;
    }
    // Node keeps the source map as long as the module that it compiled. On the text's first line, so that all lines stay what they are; in
    // parentheses, or V8 would read the text twice.
    const holder = new Module(file);
    holder._compile(`module.exports = (function (exports, require, module, __filename, __dirname) {${javaScript(file, text)}\n});`, file);
    wrappers.set(file, { text, holder });
    return holder.exports;
}

Module._extensions[".ts"] = (module, file) =>
    wrapperOf(file).call(module.exports, module.exports, requireOf(module), module, file, path.dirname(file));
process.setSourceMapsEnabled(true);

module.exports = { output };
