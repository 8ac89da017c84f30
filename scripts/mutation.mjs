// `npm run mutation`: installs what is missing, then shows what notices dangerous edits of the program; see test/mutation/main.ts.
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("test/mutation/main.ts", process.argv.slice(2));
