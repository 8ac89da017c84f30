import * as path from "node:path";
import { evaluate } from "../local/evaluate";

const directory = path.resolve(__dirname, "..");
const config = { "streamlit-cognito:domain": "app.example.com", "aws:region": "us-east-1" };

/** Evaluates the program once, in a process of its own. */
evaluate({ directory, project: "streamlit-cognito", stack: "bench", config }).then(
    ({ resources }) => console.log(`${resources.length} resources`),
    (error: unknown) => {
        console.error(error);
        process.exitCode = 1;
    },
);
