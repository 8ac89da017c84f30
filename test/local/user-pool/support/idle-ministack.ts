import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveUserPool, type RunningUserPool, type UserPoolOptions } from "../../../../local/user-pool";
import { cognitoApi } from "../../../../local/user-pool/api";
import { startMinistack, type Ministack } from "../../../../local/user-pool/ministack";
import { REGION } from "./declared";
import { pythonWithMinistack } from "./python";

/** Those that run and serve no pool: a start is most of what a pool costs, and nothing of one pool is another's. */
const idle: Ministack[] = [];
const folders: string[] = [];

after(async () => {
    await Promise.all(idle.map((ministack) => ministack.close()));
    folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

/** Starts a pool as `startUserPool` does, with a ministack that no other pool uses now; one that fails takes its ministack with it. */
export async function startOnIdleMinistack(options: UserPoolOptions): Promise<RunningUserPool> {
    const ministack = idle.pop() ?? (await startOne());
    let poolId = "";
    let serving = false;
    const close = async (): Promise<void> => {
        if (!serving) return ministack.close();
        await empty(ministack, poolId, options.userPool.domain.domain);
        idle.push(ministack);
    };
    const running = await serveUserPool({ ...ministack, close }, options);
    poolId = running.ids[options.userPool.id] ?? "";
    serving = true;
    return running;
}

async function startOne(): Promise<Ministack> {
    const directory = mkdtempSync(join(tmpdir(), "user-pool-test-"));
    folders.push(directory);
    return startMinistack({ python: await pythonWithMinistack(), directory, region: REGION });
}

/** A domain is one pool's only. */
async function empty(ministack: Ministack, poolId: string, domain: string): Promise<void> {
    const api = cognitoApi(ministack.socketPath, REGION);
    await api("DeleteUserPoolDomain", { UserPoolId: poolId, Domain: domain });
    await api("DeleteUserPool", { UserPoolId: poolId });
}
