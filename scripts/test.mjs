// `npm test`: installs what is missing, then runs every test; see test/run/main.ts.
import "./end-with-npm.mjs";
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("test/run/main.ts", process.argv.slice(2));
