// `npm run bench`: installs what is missing, then measures; see bench/main.ts.
import "./end-with-npm.mjs";
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("bench/main.ts", process.argv.slice(2));
