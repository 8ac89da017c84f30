import { virtualEnvironment } from "../../local/python";

/** How a step's output tells how many tests passed and failed. */
export type Counting = "mocha" | "pytest" | "exit code";

export interface Step {
    readonly name: string;
    readonly counting: Counting;
    /** Run one after the other; the step fails with the first that fails. */
    readonly commands: readonly (readonly string[])[];
    /** @default the project's folder */
    readonly directory?: string;
    /** Prepares what the commands need, and may replace their `python`. */
    readonly python?: () => Promise<string>;
}

/** Every step, the longest first: two run at once, so that they end at about the same time. */
export const steps: readonly Step[] = [
    mocha("image", "test/image/**/*.test.ts"),
    mocha("stack", "test/stack/**/*.test.ts"),
    mocha("browser", "test/browser/**/*.test.ts"),
    mocha("user-pool", "test/local/user-pool/**/*.test.ts"),
    python("aws-api", "test/aws-api", ["-m", "pytest", "-q"], "pytest", awsApiEnvironment),
    check("lint", ["eslint", "."]),
    mocha("load-balancer", "test/local/load-balancer/**/*.test.ts"),
    check("types", ["tsc", "--noEmit"]),
    mocha("unit", "test/unit/**/*.test.ts"),
    mocha("local", "test/local/{plan,tasks,run}/**/*.test.ts"),
    python("server", "server", ["-m", "pytest", "-q"], "pytest"),
    python("server-types", "server", ["-m", "mypy"]),
    python("app", "streamlit", ["-m", "pytest", "-q", "-c", "pyproject.toml", "tests", "../samples/tests"], "pytest"),
    check("format", ["prettier", "--check", "."]),
    python("app-lint", "streamlit", ["-m", "ruff", "check", ".", "../samples"]),
    python("app-format", "streamlit", ["-m", "ruff", "format", "--check", ".", "../samples"]),
    python("server-lint", "server", ["-m", "ruff", "check", "."]),
    python("server-format", "server", ["-m", "ruff", "format", "--check", "."]),
    python("aws-api-lint", "test/aws-api", ["-m", "ruff", "check", "."]),
    python("aws-api-format", "test/aws-api", ["-m", "ruff", "format", "--check", "."]),
];

function mocha(name: string, pattern: string): Step {
    return { name, counting: "mocha", commands: [[process.execPath, "node_modules/mocha/bin/mocha.js", pattern]] };
}

function check(name: string, [tool = "", ...args]: readonly string[]): Step {
    return { name, counting: "exit code", commands: [[`node_modules/.bin/${tool}`, ...args]] };
}

function python(
    name: string,
    directory: string,
    args: readonly string[],
    counting: Counting = "exit code",
    environment = testEnvironment,
): Step {
    return { name, counting, directory, commands: [["python", ...args]], python: async () => (await environment()).python };
}

/** Python environments that several steps use. Made before any step starts, so that no two make the same one at once. */
export async function prepare(log: (line: string) => void): Promise<void> {
    await Promise.all([
        virtualEnvironment({ name: "user-pool", requirementsFile: "local/requirements.txt", directory: ".local/python", log }),
        virtualEnvironment({
            name: "app",
            // As an app's image: the server's packages come first.
            requirementsFile: ["server/requirements.txt", "streamlit/requirements.txt"],
            directory: ".local/python",
            log,
        }),
    ]);
}

/** pytest, ruff and what both suites import. */
function testEnvironment(): ReturnType<typeof virtualEnvironment> {
    const requirementsFile = ["server/requirements-dev.txt", "streamlit/requirements-dev.txt"];
    return virtualEnvironment({ name: "test", requirementsFile, directory: ".local/python" });
}

/** AWS's published models and the emulator, which are large. */
function awsApiEnvironment(): ReturnType<typeof virtualEnvironment> {
    return virtualEnvironment({ name: "aws-api", requirementsFile: "test/aws-api/requirements.txt", directory: ".local/python" });
}
