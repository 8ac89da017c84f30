import assert from "node:assert/strict";
import { Browser } from "../../../harness/load-balancer/browser";
import { certificate } from "../../../harness/load-balancer/certificate";
import { afterSchedule } from "../../../local/after-schedule";
import { startLoadBalancer, type RunningLoadBalancer } from "../../../local/load-balancer";
import { planStack } from "../../../local/plan";
import { declare, repository } from "../../unit/support/declare";
import { startProvider, type FakeProvider } from "./support/identity-provider";

const schedule = '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}';

const main = "streamlit.example.com";

const reports = "reports.example.com";

/** Asks an app's host, with the cookies of one browser. */
type Ask = (path: string) => ReturnType<Browser["get"]>;

/** The program's own rules, without a task, as they are at night. */
describe("load balancer: a closed app", () => {
    let provider: FakeProvider;
    let balancer: RunningLoadBalancer | undefined;
    beforeEach(async () => (provider = await startProvider()));
    afterEach(async () => {
        await balancer?.close();
        provider.close();
    });

    /** @param afterwards schedules that have moved rules */
    async function opened(afterwards: readonly string[], config: Readonly<Record<string, string>> = {}): Promise<(app: string) => Ask> {
        const declared = planStack(await declare({ config: { schedule, ...config } }), repository);
        const plan = afterwards.reduce(afterSchedule, declared);
        balancer = await startLoadBalancer({
            ...plan,
            localPort: () => 0,
            certificate: await certificate(),
        });
        plan.userPool.clients.forEach(({ id }) => balancer?.setIdentityProvider(id, provider.settings));
        const browser = new Browser(balancer.address(443));
        return (app) => (path) => browser.get(path, { host: `${app}.localhost:${browser.port}` });
    }

    async function signIn(ask: Ask): Promise<void> {
        const callback = provider.signIn((await ask("/")).headers.location ?? "");
        await ask(`${callback.pathname}${callback.search}`);
    }

    it("shows its page to whoever has a session, and nothing of it to anyone else", async () => {
        const ask = (await opened(["streamlit-close"]))(main);
        const stranger = await ask("/");
        assert.equal(stranger.status, 302);
        assert.doesNotMatch(stranger.body, /closed|08:00/);
        assert.equal((await ask("/_stcore/health")).status, 401);
        await signIn(ask);
        for (const path of ["/", "/reports"]) {
            const { status, headers, body } = await ask(path);
            assert.deepEqual([status, headers["content-type"]], [503, "text/html"]);
            assert.match(body, /<h1>This app is closed now<\/h1><p>It is open Mon-Fri 08:00-19:00/);
        }
        assert.equal((await ask("/signed-out")).status, 200);
    });

    it("is open as it is declared, and after it has opened again", async () => {
        for (const afterwards of [[], ["streamlit-close", "streamlit-open"]]) {
            const ask = (await opened(afterwards))(main);
            await signIn(ask);
            const { status, body } = await ask("/");
            assert.equal(status, 503, "there is no task");
            assert.doesNotMatch(body, /closed/);
            await balancer?.close();
        }
    });

    // All have the stack's hours, and each a rule that its own schedules move: at the closing time, one may be a moment before the other.
    it("is one of several, each of which is closed by itself", async () => {
        const apps = JSON.stringify({ reports: { host: reports, folder: "./samples/explorer" } });
        for (const [afterwards, closed] of [
            [["reports-close"], [reports]],
            [["streamlit-close"], [main]],
            [
                ["streamlit-close", "reports-close"],
                [main, reports],
            ],
        ] as const) {
            const app = await opened(afterwards, { apps });
            for (const host of [main, reports]) {
                await signIn(app(host));
                const { status, body } = await app(host)("/");
                assert.equal(status, 503, "the page, or there is no task");
                assert.equal(
                    body.includes("This app is closed now"),
                    (closed as readonly string[]).includes(host),
                    `${host} ${afterwards.join()}`,
                );
            }
            await balancer?.close();
        }
    });
});
