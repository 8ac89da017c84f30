// Lets what the npm packages load in advance, and the program and its tests hardly ever use, wait until it is used: to load it is half of the start of
// every program that takes in Pulumi. Pulumi's own packages wait so with each resource already, but not with their folders of resources, with what
// finds, reads and packs a function's code, and with what runs its CLI.
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const packages = fs.realpathSync(path.resolve(__dirname, "../node_modules")) + path.sep;

/** File of a package, and what it loads that waits; each such module has its exports by their names, so that it can be stood in for. */
const waiting = new Map(
    [
        // A folder each for AWS's services, which all have their names.
        ["@pulumi/aws/index.js", /^\.\/[a-z0-9]+$/],
        ["@pulumi/awsx/index.js", /^\.\/classic$/],
        ["@pulumi/pulumi/index.js", /^\.\/automation$/],
        ["@pulumi/pulumi/runtime/closure/codePaths.js", /^@npmcli\/arborist$/],
        ["@pulumi/pulumi/typescript-shim.js", /^typescript$/],
        ["@pulumi/pulumi/runtime/settings.js", /^@opentelemetry\/api$/],
        // Error messages in 50 languages.
        ["zod/v4/classic/external.cjs", /^\.\.\/locales\/index\.cjs$/],
        ["zod/v4/core/index.cjs", /^\.\.\/locales\/index\.cjs$/],
    ].map(([file, request]) => [path.join(packages, file), request]),
);

/** Stands in for the exports of a module that is loaded when the first of them is used, in whatever way. */
function lazy(load) {
    let loaded;
    const exports = () => (loaded ??= load());
    const use = (operation) => [operation, (_, ...args) => Reflect[operation](exports(), ...args)];
    const operations = ["has", "set", "ownKeys", "defineProperty", "deleteProperty"].map(use);
    return new Proxy(
        {},
        {
            ...Object.fromEntries(operations),
            // Asked by whoever imports it, of what it does not use yet.
            get: (_, name) => name === "__esModule" || exports()[name],
            // A proxy may say only of what its own, empty object has that it never changes.
            getOwnPropertyDescriptor(_, name) {
                const descriptor = Reflect.getOwnPropertyDescriptor(exports(), name);
                return descriptor && { ...descriptor, configurable: true };
            },
        },
    );
}

const require_ = Module.prototype.require;

/** As Node's own, for every module. */
Module.prototype.require = function (request) {
    return waiting.get(this.filename)?.test(request) ? lazy(() => require_.call(this, request)) : require_.call(this, request);
};
