const Module = require("node:module");

/** The `require` of a module that Node itself does not run. Documentation: Node.js, "Modules: CommonJS modules", `require(id)` and what follows it. */
function requireOf(module) {
    const require = (id) => module.require(id);
    const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
    const paths = (request) => Module._resolveLookupPaths(request, module);
    return Object.assign(require, {
        resolve: Object.assign(resolve, { paths }),
        main: process.mainModule,
        extensions: Module._extensions,
        cache: Module._cache,
    });
}

module.exports = { requireOf };
