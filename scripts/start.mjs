// `npm start`: installs what is missing, then runs the declared stack on this machine; see local/main.ts.
import "./end-with-npm.mjs";
import { install } from "./install.mjs";
import { runTypeScript } from "./run-typescript.mjs";

await install();
await runTypeScript("local/main.ts", process.argv.slice(2));
