import type { Counting } from "./count";
import { awsApiEnvironment, testEnvironment } from "./environments";
import type { Scheduled } from "./schedule";

export interface Step extends Scheduled {
    readonly counting: Counting;
    readonly command: () => readonly string[] | Promise<readonly string[]>;
    /** @default the project's folder */
    readonly directory?: string;
    /** Minutes, after which the step is given up: several times what it takes on a slow machine. @default 10 */
    readonly limit?: number;
}

const environments: Step = {
    name: "environments",
    counting: "nothing",
    command: () => [process.execPath, "-r", "./scripts/typescript.cjs", "test/run/environments.ts"],
    waits: true,
    limit: 20,
};

/** Makes its environment itself: it is large, and no step but the doctor's waits for it. */
const awsApi: Step = {
    name: "aws-api",
    counting: "pytest",
    directory: "test/aws-api",
    command: async () => [(await awsApiEnvironment()).python, "-m", "pytest", "-q"],
};

/** Each has its own configuration of ruff's. */
const pythonFolders = ["server", "local/user-pool", "test/aws-api", "streamlit", "samples"];

/** Asks an emulator in the environment of `aws-api`. */
const doctor: Step = {
    ...mocha("doctor", "test/doctor/**/*.test.ts"),
    command: async () => {
        await awsApiEnvironment();
        return mocha("doctor", "test/doctor/**/*.test.ts").command();
    },
};

/** For what reads much and keeps it: in the few MiB that Node.js has for what is new, it would be copied more often. */
const roomy = ["--min-semi-space-size=64", "--max-semi-space-size=128"];

const typesAndLint: Step = {
    name: "types-and-lint",
    counting: "exit code",
    command: () => [process.execPath, ...roomy, "scripts/types-and-lint.mjs"],
};

const format: Step = {
    name: "format",
    counting: "exit code",
    command: () => [process.execPath, ...roomy, "node_modules/prettier/bin/prettier.cjs", "--check", "."],
};

/**
 * Every step, in the order in which they begin, some at once: the longest first, so that the last ones end at about the same time. Where two of them
 * install Debian packages, one waits for the other: apt does.
 */
export const steps: readonly Step[] = [
    environments,
    // Waits more than others do, for downloads and the disk, but unpacks and compiles, too.
    { ...mocha("image", "test/image/**/*.test.ts"), limit: 25 },
    // Minutes where there is a Pulumi CLI, and none where it is skipped.
    { ...mocha("engine", "test/engine/**/*.test.ts"), limit: 30 },
    running("stack", "test/stack/**/*.test.ts"),
    running("browser", "test/browser/**/*.test.ts"),
    mocha("policy", "test/{policy,mutation}/**/*.test.ts"),
    mocha("unit", "test/{unit,run,bench,cost}/**/*.test.ts"),
    typesAndLint,
    awsApi,
    running("hostile", "test/hostile/**/*.test.ts"),
    running("faults", "test/faults/**/*.test.ts"),
    running("start", "test/local/run/**/*.test.ts"),
    python("server", "server", ["-m", "pytest", "-q"], "pytest"),
    doctor,
    running("user-pool", "test/local/user-pool/**/*.test.ts"),
    mocha("tasks", "test/local/{plan,tasks}/**/*.test.ts"),
    mocha("load-balancer", "test/local/load-balancer/**/*.test.ts"),
    format,
    { name: "mutation", counting: "exit code", command: () => [process.execPath, "scripts/mutation.mjs", "--first"] },
    python("server-types", "server", ["-m", "mypy"]),
    python("app", "streamlit", ["-m", "pytest", "-q", "-c", "pyproject.toml", "tests", "../samples/tests"], "pytest"),
    python("python-lint", ".", ["-m", "ruff", "check", ...pythonFolders]),
    python("python-format", ".", ["-m", "ruff", "format", "--check", ...pythonFolders]),
];

function mocha(name: string, pattern: string): Step {
    return { name, counting: "mocha", command: () => [process.execPath, "node_modules/mocha/bin/mocha.js", pattern] };
}

/** Tests that run the local stack or parts of it, in Python. */
function running(name: string, pattern: string): Step {
    return { ...mocha(name, pattern), needs: environments.name };
}

function python(name: string, directory: string, args: readonly string[], counting: Counting = "exit code"): Step {
    return { name, counting, directory, needs: environments.name, command: async () => [(await testEnvironment()).python, ...args] };
}
