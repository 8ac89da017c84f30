import * as path from "node:path";
import { evaluate } from "../local/evaluate";
import { planStack } from "../local/plan";
import { virtualEnvironment } from "../local/python";
import { runFolder } from "../local/run-folder";
import { readStackConfig } from "../local/stack-config";

const directory = path.resolve(__dirname, "..");

/** The Python that the local run starts tasks with; installs what is missing. */
export async function appPython(): Promise<string> {
    const plan = planStack(await evaluate({ directory, ...readStackConfig({ directory, stack: "dev" }) }), directory);
    const requirementsFile = plan.services[0]?.image.requirements ?? [];
    const { python } = await virtualEnvironment({
        name: "app",
        bytecode: true,
        requirementsFile,
        directory: runFolder(directory, ".local").python,
    });
    return python;
}
