import assert from "node:assert/strict";
import { descendants } from "../../harness/processes";
import { copyProject, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { Visitor, type Answer } from "../../harness/visitor";
import { attacks, signIn } from "../support/attacks";
import { declareEchoApp, valuesOf, type Echo } from "../support/echo-app";
import { isLoopback, listeningSocketsOf } from "../support/listening";
import { withOtherCharacter } from "../support/other-character";
import { openWebsocket } from "../support/websocket";

const password = "Correct-horse-7";
const cookieName = "AWSELBAuthSessionCookie-0";

/** The declared stack with two tasks that echo what reaches them, attacked by HTTP. */
describe("attacks on the running stack", function () {
    this.timeout(120_000);
    let project: ProjectCopy;
    let stack: RunningStack;

    const newVisitor = (): Visitor => new Visitor(stack);
    const newUserSession = (): Promise<Visitor> => signIn(stack, { username: stack.user.username, password });
    const echoOf = (answer: Answer): Echo => {
        assert.equal(answer.status, 200, answer.body);
        return JSON.parse(answer.body) as Echo;
    };

    before(async () => {
        project = copyProject({ desiredCount: 2 });
        declareEchoApp(project.directory);
        stack = await startStack(project.directory);
        const visitor = newVisitor();
        const newPassword = await visitor.signIn("/", stack.user.username, stack.user.temporaryPassword);
        await visitor.submit(newPassword, { new_password: password, confirm_password: password, "requiredAttributes[nickname]": "Demo" });
    });
    after(async () => {
        await (stack as RunningStack | undefined)?.stop();
        project.remove();
    });

    it("listens on loopback addresses only, in each of its processes", function () {
        if (process.platform !== "linux") this.skip();
        const sockets = listeningSocketsOf([stack.pid, ...descendants(stack.pid)]);
        const { cognitoEndpoint, httpUrl, loginUrl, publicKeysUrl, tasks, url } = stack.outputs;
        const announced = [cognitoEndpoint, httpUrl, loginUrl, publicKeysUrl, url, ...tasks.map((task) => task.url)].map(
            (one) => new URL(one).port,
        );
        const ports = new Set(sockets.map(({ port }) => String(port)));
        assert.deepEqual(
            announced.filter((port) => !ports.has(port)),
            [],
            "ports on which none of its processes listens",
        );
        assert.deepEqual(
            sockets.filter((socket) => !isLoopback(socket)),
            [],
        );
    });

    describe("without a session", () => {
        it("sends a page's request to the login page", async () => {
            const answer = await newVisitor().send("/report?year=2026");
            assert.equal(answer.status, 302);
            assert.equal(new URL(answer.location).origin, stack.outputs.loginUrl);
            assert.equal(new URL(answer.location).searchParams.get("redirect_uri"), `${stack.outputs.url}/oauth2/idpresponse`);
        });

        it("answers Streamlit's own paths with 401", async () => {
            for (const path of ["/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/1/2"]) {
                assert.equal((await newVisitor().send(path)).status, 401, path);
            }
        });

        it("refuses a websocket with 401", async () => {
            const websocket = await openWebsocket(stack);
            websocket.close();
            assert.equal(websocket.status, 401);
        });

        it("does not believe identity headers", async () => {
            const headers = { "x-amzn-oidc-identity": "admin", "x-amzn-oidc-data": "e30=.e30=.AA==", "x-amzn-oidc-accesstoken": "a.b.c" };
            assert.equal((await newVisitor().send("/", { headers })).status, 302);
            assert.equal((await newVisitor().send("/_stcore/health", { headers })).status, 401);
        });
    });

    describe("what no rule knows", () => {
        it("answers another host name with the default action", async () => {
            for (const host of ["other.example.com", "app.example.com", new URL(stack.outputs.loginUrl).host, "127.0.0.1"]) {
                const answer = await newVisitor().send("/", { headers: { host } });
                assert.deepEqual([answer.status, answer.body], [403, "Forbidden"], host);
            }
        });

        it("answers another host name with the default action even with a session", async () => {
            const visitor = await newUserSession();
            assert.equal((await visitor.send("/", { headers: { host: "other.example.com" } })).status, 403);
        });

        it("sends plain HTTP to HTTPS at the app's own address, whatever host it asks for", async () => {
            for (const headers of [{}, { host: "evil.example.com" }]) {
                const answer = await newVisitor().send(`${stack.outputs.httpUrl}/report?year=2026`, { headers });
                assert.deepEqual([answer.status, answer.location], [301, `${stack.outputs.url}/report?year=2026`]);
            }
        });
    });

    describe("the session cookie", () => {
        it("lets its owner in, and only its owner's headers reach the task", async () => {
            const visitor = await newUserSession();
            const headers = { "x-amzn-oidc-identity": "admin", "X-AMZN-OIDC-DATA": "e30=.e30=.AA==", x_amzn_oidc_data: "e30=.e30=.AA==" };
            const echo = echoOf(await visitor.send("/", { headers }));
            const [identity = "", ...more] = valuesOf(echo, "x-amzn-oidc-identity");
            assert.match(identity, /^[0-9a-f-]{36}$/);
            assert.deepEqual(more, []);
            assert.equal(valuesOf(echo, "x-amzn-oidc-data").length, 1);
            assert.equal(valuesOf(echo, "x_amzn_oidc_data").length, 0);
            const [, claims = ""] = valuesOf(echo, "x-amzn-oidc-data")[0]?.split(".") ?? [];
            assert.equal((JSON.parse(Buffer.from(claims, "base64url").toString()) as { sub: string }).sub, identity);
        });

        it("is worth nothing once it was tampered with", async () => {
            const visitor = await newUserSession();
            const cookies = visitor.appCookies();
            const cookie = cookies.get(cookieName) ?? "";
            cookies.set(cookieName, withOtherCharacter(cookie, 60));
            assert.equal((await visitor.send("/_stcore/health")).status, 401);
            cookies.set(cookieName, cookie);
            assert.equal((await visitor.send("/_stcore/health")).status, 200, "the cookie as it was is still good");
        });
    });

    describe("the callback", () => {
        it("refuses a state that it did not make", async () => {
            const visitor = newVisitor();
            const callback = new URL((await visitor.signIn("/", stack.user.username, password)).location);
            callback.searchParams.set("state", withOtherCharacter(callback.searchParams.get("state") ?? "", 60));
            const answer = await visitor.send(callback.href);
            assert.ok(answer.status >= 400, `${answer.status}`);
            assert.equal(visitor.appCookies().get(cookieName), undefined);
        });
    });

    describe("of a kind that succeeds on a weakened stack", () => {
        for (const [name, attack] of Object.entries(attacks)) {
            it(`fail with ${name}`, async () => assert.equal(await attack(stack, { username: stack.user.username, password }), false));
        }
    });

    describe("two tasks", () => {
        it("keeps a session at one task, and spreads sessions over both", async () => {
            const seen = new Set<number>();
            for (let sessions = 0; sessions < 8 && seen.size < 2; sessions += 1) {
                const visitor = await newUserSession();
                const tasks = new Set<number>();
                for (let requests = 0; requests < 6; requests += 1) {
                    tasks.add(echoOf(await visitor.send("/")).task);
                }
                assert.equal(tasks.size, 1, "one session, one task");
                tasks.forEach((task) => seen.add(task));
            }
            assert.equal(seen.size, 2);
        });

        it("replaces a task that is killed, and serves its sessions meanwhile", async () => {
            const visitor = await newUserSession();
            const { task } = echoOf(await visitor.send("/"));
            process.kill(task, "SIGKILL");
            const pids = (): number[] => stack.readOutputs().tasks.map(({ pid }) => pid);
            while (pids().includes(task) || pids().length < 2) {
                await new Promise((resolve) => setTimeout(resolve, 200));
            }
            const after = echoOf(await visitor.send("/"));
            assert.notEqual(after.task, task);
            assert.equal(valuesOf(after, "x-amzn-oidc-identity").length, 1, "still signed in");
        });
    });
});
