// Keeps what V8 made of the npm packages' files: to compile Pulumi and what it brings anew is a third of the start of every program and test here.
//
// Node.js 22 and later does this by itself, once it is told where. For older ones, each CommonJS file of a package is compiled with the code that an
// earlier process kept, which V8 takes only for the same source, version and flags. It is kept in node_modules, as by typescript.cjs. The packages
// that do so (v8-compile-cache) keep all in one file, which processes that run at once would damage for each other, and end at an `import()`.
const { Buffer } = require("node:buffer");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { crc32 } = require("node:zlib");
const { requireOf } = require("./require-of.cjs");

/** As Node names their files: a copy of the project may have a link to the packages. */
const packages = fs.realpathSync(path.resolve(__dirname, "../node_modules")) + path.sep;
const cache = path.join(packages, ".cache/compiled-packages");
const compile = Module.prototype._compile;

/** What was compiled in this process, by the file in which it is to be kept. */
const compiled = new Map();

/** Code that was kept cannot import in Node.js 20: a file that may is left to Node. */
const dynamicImport = /\bimport\s*\(/;
/** Speaks of such imports, and does none; the largest file of all. */
const compiler = path.join(packages, "typescript/lib/typescript.js");

/** As Node's own: compiles a module's text and runs it. */
function compileAndRun(text, file, format) {
    const isKept = file.startsWith(packages) && format !== "module" && (file === compiler || !dynamicImport.test(text));
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

/** What was kept, or undefined: V8 itself takes damaged code, and fails. */
function read(kept) {
    if (fs.existsSync(kept)) {
        const content = fs.readFileSync(kept);
        const code = content.subarray(4);
        return content.length > 4 && content.readUInt32LE() === crc32(code) ? code : undefined;
    }
    return undefined;
}

function write(kept, code) {
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(code));
    // Renamed into its place, so that no other process reads half of it.
    fs.writeFileSync(`${kept}.${process.pid}`, Buffer.concat([sum, code]));
    fs.renameSync(`${kept}.${process.pid}`, kept);
}

/** At the end, when the code holds the functions that were needed, too. */
function keep() {
    try {
        fs.mkdirSync(cache, { recursive: true });
        compiled.forEach((script, kept) => write(kept, script.createCachedData()));
    } catch {
        // It is compiled anew next time.
    }
}

if (Module.enableCompileCache !== undefined) {
    Module.enableCompileCache(cache);
} else {
    Module.prototype._compile = compileAndRun;
    process.once("exit", keep);
}
