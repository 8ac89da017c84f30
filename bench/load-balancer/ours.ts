import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { start } from "../processes";
import type { Proxy, Setting } from "./proxy";

/** Our load balancer, in a process of its own. */
export async function ours(setting: Setting): Promise<Proxy> {
    const file = path.join(setting.directory, "ours.json");
    const { provider, pages, webSockets, directory } = setting;
    const { origin, clientId, clientSecret } = provider;
    writeFileSync(file, JSON.stringify({ directory, pages, webSockets, provider: { origin, clientId, clientSecret } }));
    const program = path.join(__dirname, "ours-process.ts");
    const args = ["-r", path.resolve(__dirname, "../../scripts/typescript.cjs"), program, file];
    const { pid, stop, said } = await start(process.execPath, args, /ready at \d+\./);
    return { name: "this load balancer", port: Number(/ready at (\d+)/.exec(said)?.[1]), pid, stop };
}
