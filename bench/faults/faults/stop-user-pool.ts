import { setTimeout as sleep } from "node:timers/promises";
import { Visitor } from "../../../harness/visitor";
import type { Fault, Stage } from "../measure";
import { userPoolProcess } from "../processes";

/** Milliseconds. */
const outage = 25_000;

/** Cognito does not answer, and nobody's access token ends meanwhile. */
export const stopUserPool: Fault = {
    name: "the user pool stops for 25 s",
    replacesTasks: false,
    async cause(stage) {
        await withoutUserPool(stage, async () => {
            const stranger = new Visitor(stage.site.stack());
            const login = await stranger.send("/");
            const page = await stranger.send(login.location, { timeout: 10_000 }).then(
                ({ status }) => `answers ${status}`,
                () => "does not answer",
            );
            stage.note(`Somebody new is sent to the login page, which ${page}.`);
        });
    },
};

/** The same while access tokens end: the load balancer cannot renew them. */
export const stopUserPoolAtRenewal: Fault = {
    name: "the user pool stops for 25 s, and access tokens end",
    replacesTasks: false,
    async cause(stage) {
        stage.hitAll();
        await withoutUserPool(stage, () => Promise.resolve());
    },
};

async function withoutUserPool({ site }: Stage, meanwhile: () => Promise<void>): Promise<void> {
    const pool = userPoolProcess(site.stack().pid);
    process.kill(pool, "SIGSTOP");
    try {
        await Promise.all([sleep(outage), meanwhile()]);
    } finally {
        process.kill(pool, "SIGCONT");
    }
}
