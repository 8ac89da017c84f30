// Keeps what V8 made of the npm packages' files: to compile Pulumi and what it brings anew is a third of the start of every program and test here.
//
// Node.js 22 and later does this by itself, once it is told where. For older ones, each CommonJS file of a package is compiled with the code that an
// earlier process kept. V8 takes that only for the same source, version and flags, but takes it damaged, too, and fails. The packages that do so
// (v8-compile-cache) keep all in one file, which processes that run at once would damage for each other, and end at an `import()`.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { read, write } = require("./kept.cjs");
const { requireOf } = require("./require-of.cjs");

/** As Node names their files: a copy of the project may have a link to the packages. */
const packages = fs.realpathSync(path.resolve(__dirname, "../node_modules")) + path.sep;
const cache = path.join(packages, ".cache/compiled-packages");
const compile = Module.prototype._compile;

/** What was compiled in this process, by the file in which it is to be kept. */
const compiled = new Map();

/** Code that was kept cannot import in Node.js 20: a file that may is left to Node. */
const dynamicImport = /\bimport\s*\(/;

/** As Node's own: compiles a module's text and runs it. */
function compileAndRun(text, file, format) {
    const isKept = file.startsWith(packages) && format !== "module" && !dynamicImport.test(text);
    const wrapper = isKept ? wrapperOf(text, file) : undefined;
    if (wrapper === undefined) {
        return compile.call(this, text, file, format);
    }
    return wrapper.call(this.exports, this.exports, requireOf(this), this, file, path.dirname(file));
}

/** The function that Node makes of a CommonJS module; undefined where the text is none, which is for Node to say. */
function wrapperOf(text, file) {
    const key = createHash("sha256").update(`${process.version} ${process.arch} ${file}\0`).update(text).digest("hex");
    const kept = path.join(cache, key);
    try {
        const script = new vm.Script(Module.wrap(text), { filename: file, cachedData: read(kept) });
        if (script.cachedDataRejected !== false) {
            compiled.set(kept, script);
        }
        return script.runInThisContext();
    } catch {
        return undefined;
    }
}

/** At the end, when the code holds the functions that were needed, too. */
function keep() {
    compiled.forEach((script, kept) => write(kept, script.createCachedData()));
}

if (Module.enableCompileCache !== undefined) {
    Module.enableCompileCache(cache);
} else {
    Module.prototype._compile = compileAndRun;
    process.once("exit", keep);
}
