import assert from "node:assert/strict";

import { until } from "../../../harness/load-balancer/browser";
import { forwardAction, groupArn, rule } from "../../../harness/load-balancer/model";
import { becomes, startFixture, type Fixture, type FixtureOptions } from "./support/balancer";

const open: FixtureOptions = { rules: [rule(1, [], forwardAction)] };
const sticky: FixtureOptions = { ...open, targets: 2, group: { stickiness: { enabled: true, type: "lb_cookie", duration: 100 } } };

describe("load balancer: targets", () => {
    let fixture: Fixture;
    const start = async (options: FixtureOptions) => (fixture = await startFixture(options));
    const group = () => {
        const found = fixture.balancer.targetGroups.get(groupArn);
        assert.ok(found);
        return found;
    };
    const body = async (browser = fixture.browser()) => (await browser.get("/")).body;
    afterEach(() => fixture.close());

    it("take turns (round robin)", async () => {
        await start({ ...open, targets: 3 });
        const bodies = [await body(), await body(), await body(), await body()];
        assert.equal(new Set(bodies.slice(0, 3)).size, 3);
        assert.equal(bodies[3], bodies[0]);
    });

    it("get the next request when they have the fewest (least outstanding requests)", async () => {
        await start({ ...open, targets: 2, group: { algorithm: "least_outstanding_requests" } });
        const [first, second] = fixture.targets;
        assert.ok(first && second);
        let held = 0;
        first.handle = (_, response) => void (held++, response.on("close", () => undefined));
        const waiting: Promise<unknown>[] = [];
        while (held === 0) {
            waiting.push(body().catch(() => undefined));
            await until(() => held > 0 || second.seen.length === waiting.length);
        }
        for (let count = 0; count < 4; count++) {
            assert.equal(await body(), "target-1");
        }
        assert.equal(held, 1);
        await first.close();
        await Promise.all(waiting);
    });

    it("503 without any registered target", async () => {
        await start({ ...open, targets: 0 });
        const reply = await fixture.browser().get("/");
        assert.equal(reply.status, 503);
        assert.match(reply.body, /503 Service Temporarily Unavailable/);
    });

    it("get no request before they passed a health check, and are healthy after the first one", async () => {
        await start({
            ...open,
            group: {
                healthCheck: {
                    path: "/health",
                    matcher: "200",
                    interval: 0.03,
                    timeout: 2,
                    healthyThreshold: 100,
                    unhealthyThreshold: 1000,
                },
            },
        });
        assert.equal(group().health("target-0").state, "healthy");
        const [target] = fixture.targets;
        assert.ok(target);
        target.healthStatus = 500;
        group().register({ id: "late", host: "127.0.0.1", port: target.port });
        await group().deregister("target-0");
        assert.deepEqual(group().health("late"), { state: "initial", reason: "Elb.InitialHealthChecking" });
        assert.equal((await fixture.browser().get("/")).status, 503);
        const healthy = becomes(fixture.balancer, "late", "healthy");
        target.healthStatus = 200;
        await healthy;
        assert.equal(await body(), "target-0");
    });

    it("get no request while unhealthy, and come back after the healthy threshold", async () => {
        await start({ ...open, targets: 2 });
        const [first] = fixture.targets;
        assert.ok(first);
        const unhealthy = becomes(fixture.balancer, "target-0", "unhealthy");
        first.healthStatus = 404;
        await unhealthy;
        assert.deepEqual(group().health("target-0"), {
            state: "unhealthy",
            reason: "Target.ResponseCodeMismatch",
            description: "Health checks failed with these codes: [404]",
        });
        assert.deepEqual(new Set([await body(), await body(), await body()]), new Set(["target-1"]));
        const healthy = becomes(fixture.balancer, "target-0", "healthy");
        first.healthStatus = 200;
        await healthy;
        assert.equal(new Set([await body(), await body()]).size, 2);
    });

    it("get requests all the same when every one is unhealthy (fail open)", async () => {
        await start({ ...open, targets: 2 });
        const unhealthy = Promise.all([
            becomes(fixture.balancer, "target-0", "unhealthy"),
            becomes(fixture.balancer, "target-1", "unhealthy"),
        ]);
        fixture.targets.forEach((target) => (target.healthStatus = 500));
        await unhealthy;
        assert.equal(new Set([await body(), await body()]).size, 2);
    });

    it("stay with one browser, with a cookie that each response renews", async () => {
        await start(sticky);
        const browser = fixture.browser();
        const first = await browser.get("/");
        assert.match(first.setCookies[0] ?? "", /^AWSALB=[^;]+; Expires=[^;]+; Path=\/$/);
        assert.match(first.setCookies[1] ?? "", /^AWSALBCORS=[^;]+; Expires=[^;]+; Path=\/; SameSite=None; Secure$/);
        for (let count = 0; count < 4; count++) {
            fixture.advance(90);
            const reply = await browser.get("/");
            assert.equal(reply.body, first.body);
            assert.equal(reply.setCookies.length, 2);
        }
        // With the CORS cookie alone, too.
        browser.cookies.delete("AWSALB");
        assert.equal(await body(browser), first.body);
    });

    it("do not stay past the duration, or with a cookie that does not open", async () => {
        await start(sticky);
        const browser = fixture.browser();
        const first = await body(browser);
        fixture.advance(101);
        // Each of the two takes the next turn of the round robin.
        const second = await body(browser);
        assert.notEqual(second, first);
        assert.equal(await body(browser), second);
        browser.cookies.clear();
        browser.cookies.set("AWSALB", "x".repeat(60));
        assert.equal(await body(browser), first);
    });

    it("hand their browsers over when they are unhealthy or deregistered", async () => {
        await start(sticky);
        const browser = fixture.browser();
        const first = await body(browser);
        const index = Number(first.slice(-1));
        const unhealthy = becomes(fixture.balancer, first, "unhealthy");
        const target = fixture.targets[index];
        assert.ok(target);
        target.healthStatus = 500;
        await unhealthy;
        const second = await body(browser);
        assert.notEqual(second, first);
        const healthy = becomes(fixture.balancer, first, "healthy");
        target.healthStatus = 200;
        await healthy;
        assert.equal(await body(browser), second);
        await group().deregister(second);
        assert.equal(await body(browser), first);
    });

    it("502 when they refuse the connection", async () => {
        await start(open);
        await fixture.targets[0]?.close();
        const reply = await fixture.browser().get("/");
        assert.equal(reply.status, 502);
        assert.equal(reply.headers.server, "awselb/2.0");
    });

    it("finish their requests while draining, and get no new ones", async () => {
        await start({ ...open, targets: 2 });
        const finish: (() => void)[] = [];
        fixture.targets.forEach((target, index) => (target.handle = (_, response) => finish.push(() => response.end(`late-${index}`))));
        const pending = [body(), body()];
        await until(() => finish.length === 2);
        let drained = false;
        const draining = group()
            .deregister("target-0")
            .then(() => (drained = true));
        assert.equal(group().health("target-0").state, "draining");
        pending.push(body(), body());
        await until(() => finish.length === 4);
        assert.equal(drained, false);
        finish.forEach((end) => end());
        assert.deepEqual((await Promise.all(pending)).sort(), ["late-0", "late-1", "late-1", "late-1"]);
        await draining;
        assert.deepEqual(group().health("target-0"), { state: "unused", reason: "Target.NotRegistered" });
    });

    it("have their requests ended with 502 when the deregistration delay is over", async () => {
        await start({ ...open, group: { deregistrationDelay: 0.05 } });
        const [target] = fixture.targets;
        assert.ok(target);
        let asked = false;
        target.handle = () => void (asked = true);
        const pending = fixture.browser().get("/");
        await until(() => asked);
        await group().deregister("target-0");
        assert.equal((await pending).status, 502);
    });

    it("are not checked, and unused, in a group that no rule forwards to", async () => {
        await start({ rules: [], targets: 0 });
        group().register({ id: "one", host: "127.0.0.1", port: 1 });
        assert.deepEqual(group().health("one"), { state: "unused", reason: "Target.NotInUse" });
        assert.deepEqual(group().health("two"), { state: "unused", reason: "Target.NotRegistered" });
        assert.throws(() => group().register({ id: "one", host: "127.0.0.1", port: 1 }), /registered already/);
    });

    it("get their requests over connections that are kept", async () => {
        await start(open);
        const [target] = fixture.targets;
        assert.ok(target);
        const before = target.connections;
        for (let count = 0; count < 5; count++) {
            await body();
        }
        // Health checks open their own; none of the five requests but the first may.
        const checks = () => target.connections - before;
        assert.equal(target.seen.length, 5);
        const ports = new Set(target.seen.map(({ headers }) => headers.connection));
        assert.deepEqual(ports, new Set(["keep-alive"]));
        assert.ok(checks() >= 1);
    });
});
