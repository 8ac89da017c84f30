import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", ".local/", "streamlit/", "server/", "samples/"] },
    {
        files: ["**/*.ts"],
        extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
        plugins: { "@pulumi": pulumi },
        languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@pulumi/no-output-in-template-literal": "error",
            "@pulumi/no-output-instance-in-template-literal": "off",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            // Environment maps and header maps are index signatures; `noPropertyAccessFromIndexSignature` style is ours.
            "@typescript-eslint/dot-notation": "off",
            // No enum is declared here, and it is the dearest rule of all.
            "@typescript-eslint/no-unsafe-enum-assignment": "off",
            // The loader here runs imports first, as ES modules do; ts-node, with which Pulumi loads the program, runs what stands above them first.
            "no-restricted-syntax": [
                "error",
                { selector: "Program > :not(ImportDeclaration) ~ ImportDeclaration", message: "Imports come before all else." },
            ],
            // A resource is registered by being constructed.
            "no-new": "off",
            "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
        },
    },
    {
        // What runs before TypeScript can: no types to check, so that at least every name must be known.
        files: ["**/*.mjs", "**/*.cjs"],
        extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
        languageOptions: {
            globals: { console: "readonly", fetch: "readonly", process: "readonly", setInterval: "readonly", clearInterval: "readonly" },
        },
        rules: { "no-undef": "error", "no-unreachable": "error" },
    },
    {
        files: ["**/*.cjs"],
        languageOptions: { sourceType: "commonjs", globals: { __dirname: "readonly", __filename: "readonly" } },
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
    {
        files: ["**/*.ts", "**/*.mjs", "**/*.cjs"],
        rules: { "max-lines": ["error", 250] },
    },
    {
        // A test's `describe` is a function of many lines, and its data often are, too.
        files: ["**/*.ts", "**/*.mjs", "**/*.cjs"],
        ignores: ["test/**"],
        rules: { "max-lines-per-function": ["error", 40] },
    },
    {
        files: ["test/**/*.ts"],
        rules: {
            // mocha's describe and it take callbacks whose promises mocha awaits.
            "@typescript-eslint/no-floating-promises": [
                "error",
                { allowForKnownSafeCalls: [{ from: "package", package: "mocha", name: ["it", "describe"] }] },
            ],
            // A test that looks at untyped JSON asserts its shape by looking.
            "@typescript-eslint/no-non-null-assertion": "off",
            "@typescript-eslint/no-unsafe-member-access": "off",
            "@typescript-eslint/no-unsafe-assignment": "off",
        },
    },
);
