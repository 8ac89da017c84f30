// `npm run cost`: installs what is missing, then prices the declared stack; see cost/main.ts.
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("cost/main.ts", process.argv.slice(2));
