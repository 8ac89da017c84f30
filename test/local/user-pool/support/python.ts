import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../../../..");
const VENV = join(ROOT, ".local", "venv-user-pool");

/** A Python with `local/requirements.txt`: `USER_POOL_PYTHON`, or a virtual environment that is made once and again when the file changes. */
export function pythonWithMinistack(): string {
    const given = process.env.USER_POOL_PYTHON;
    if (given !== undefined) return given;
    const requirements = join(ROOT, "local", "requirements.txt");
    const python = join(VENV, "bin", "python");
    const mark = join(VENV, "installed.txt");
    const wanted = readFileSync(requirements, "utf8");
    if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return python;
    run("python3", ["-m", "venv", "--clear", VENV]);
    run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", requirements]);
    writeFileSync(mark, wanted);
    return python;
}

function run(command: string, args: string[]): void {
    const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`);
}
