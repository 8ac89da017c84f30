// `npm run doctor`: installs what is missing, then looks for what would make a deployment of the declared stack fail; see doctor/main.ts.
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("doctor/main.ts", process.argv.slice(2));
