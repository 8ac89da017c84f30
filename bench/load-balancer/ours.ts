import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { allowedCores, start } from "../processes";
import type { Proxy, Setting } from "./proxy";

/** What our load balancer's process is told, in a file. */
export interface OurSetting extends Pick<Setting, "directory" | "pages" | "webSockets"> {
    readonly provider: Pick<Setting["provider"], "origin" | "clientId" | "clientSecret">;
    /** Of the load balancer. */
    readonly nodes: number;
}

/** As `npm start` runs it. */
export const ours = (setting: Setting): Promise<Proxy> => startOurs(setting, "this load balancer", 1);

/** As nginx, which has a worker for each core. */
export function oursWithNodePerCore(setting: Setting): Promise<Proxy> {
    const nodes = allowedCores().length;
    return startOurs(setting, `this load balancer, ${nodes} nodes`, nodes);
}

/** Our load balancer, in a process of its own, or more for more nodes. */
async function startOurs(setting: Setting, name: string, nodes: number): Promise<Proxy> {
    const file = path.join(setting.directory, `ours-${nodes}.json`);
    const { provider, pages, webSockets, directory } = setting;
    const { origin, clientId, clientSecret } = provider;
    const ourSetting: OurSetting = { directory, pages, webSockets, provider: { origin, clientId, clientSecret }, nodes };
    writeFileSync(file, JSON.stringify(ourSetting));
    const program = path.join(__dirname, "ours-process.ts");
    const args = ["-r", path.resolve(__dirname, "../../scripts/typescript.cjs"), program, file];
    const { pid, stop, said } = await start(process.execPath, args, /ready at \d+\./);
    return { name, port: Number(/ready at (\d+)/.exec(said)?.[1]), pid, stop };
}
