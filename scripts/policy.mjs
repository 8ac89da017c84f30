// `npm run policy`: installs what is missing, then checks the policies against the declared stack; see policy/main.ts.
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("policy/main.ts", process.argv.slice(2));
