// `npm run faults`: installs what is missing, then breaks the running stack in every way; see bench/faults/main.ts.
import "./end-with-npm.mjs";
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("bench/faults/main.ts", process.argv.slice(2));
