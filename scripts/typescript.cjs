// Lets Node.js load TypeScript: `node -r ./scripts/typescript.cjs`. Types are not checked: `npm run typecheck` does.
//
// The program and its tests start many processes that load the same files. So what is compiled is kept in node_modules, where tools keep theirs: who
// may write there decides what runs anyway. A changed file, compiler or setting of either is another name.
require("./compiled-packages.cjs");
require("./lazy-packages.cjs");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { requireOf } = require("./require-of.cjs");

const root = path.resolve(__dirname, "..");
const compiled = path.join(root, "node_modules/.cache/typescript");
const configText = fs.readFileSync(path.join(root, "tsconfig.json"));
const { version } = require("@swc/core/package.json");
/** What decides, beside a file's name and text, what it is compiled to. */
const compiler = createHash("sha256").update(version).update(configText).update(fs.readFileSync(__filename)).digest("hex");

/**
 * By swc, which takes a thirtieth of the compiler's time.
 *
 * @param {string} file
 * @param {string} text its content
 * @throws Error that says where the text is no TypeScript
 */
function compile(file, text) {
    const { target, module: type } = JSON.parse(configText).compilerOptions;
    // The map names the file alone, so that it is right for a copy of the file as well.
    const names = { filename: path.basename(file), sourceMaps: "inline", inlineSourcesContent: false };
    const jsc = { parser: { syntax: "typescript" }, target };
    try {
        return require("@swc/core").transformSync(text, { ...names, jsc, module: { type }, configFile: false, swcrc: false }).code;
    } catch (error) {
        throw new Error(`${file} is no TypeScript:\n${compilersWords(file, text) || error.message}`, { cause: error });
    }
}

/** What the compiler says of a text, as `npm run typecheck` does: the words that people know, and can look up. */
function compilersWords(file, text) {
    const ts = require("typescript");
    const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => "\n" };
    const { diagnostics } = ts.transpileModule(text, { fileName: path.basename(file), reportDiagnostics: true });
    return ts.formatDiagnostics(diagnostics, host);
}

/** The JavaScript of a file's text, as it was kept or compiled now. */
function javaScript(file, text) {
    const key = createHash("sha256")
        .update(`${compiler} ${path.basename(file)}\0`)
        .update(text)
        .digest("hex");
    const kept = path.join(compiled, `${key}.js`);
    try {
        return fs.readFileSync(kept, "utf8");
    } catch {
        const result = compile(file, text);
        // Renamed into its place, so that no other process reads half of it.
        const own = `${kept}.${process.pid}`;
        fs.mkdirSync(compiled, { recursive: true });
        fs.writeFileSync(own, result);
        fs.renameSync(own, kept);
        return result;
    }
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
