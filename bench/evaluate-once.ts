import * as path from "node:path";
import { evaluate } from "../local/evaluate";
import { readStackConfig } from "../local/stack-config";

const directory = path.resolve(__dirname, "..");

/** Evaluates the program once, in a process of its own. */
evaluate({ directory, ...readStackConfig({ directory, stack: "dev" }) }).then(
    ({ resources }) => console.log(`${resources.length} resources`),
    (error: unknown) => {
        console.error(error);
        process.exitCode = 1;
    },
);
