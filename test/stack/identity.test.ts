import assert from "node:assert/strict";
import * as path from "node:path";
import { cognito, createMember } from "../../harness/cognito";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { Visitor, type Answer } from "../../harness/visitor";
import { askTask, signIn, useCookieOfAnotherStack } from "../support/attacks";
import { openWebsocket, type OpenedWebsocket } from "../support/websocket";

const password = "Correct-horse-7";
const shards = [0, 1, 2, 3].map((number) => `AWSELBAuthSessionCookie-${number}`);
/** What `/_session` tells a page. */
interface Session {
    readonly name: string;
}

/** The declared stack with the real server on two tasks: who is let in, for how long, and how a session ends. */
describe("identity on the running stack", function () {
    this.timeout(120_000);
    let project: ProjectCopy;
    let stack: RunningStack;
    let other: RunningStack;

    const newUserSession = (username: string): Promise<Visitor> => signIn(stack, { username, password });
    const session = async (visitor: Visitor, headers = {}): Promise<[number, string?]> => {
        const answer = await visitor.send("/_session", { headers });
        return answer.status === 200 ? [200, (JSON.parse(answer.body) as Session).name] : [answer.status];
    };
    /** Asks as the page does, until the answer is another. */
    const statusAtTheEnd = async (visitor: Visitor): Promise<number> => {
        let status = 200;
        for (let tries = 0; tries < 40 && status === 200; tries += 1) {
            await new Promise((resolve) => setTimeout(resolve, 500));
            [status] = await session(visitor);
        }
        return status;
    };
    const signOut = (visitor: Visitor, headers: Readonly<Record<string, string>> = { origin: stack.outputs.url }): Promise<Answer> =>
        visitor.send("/sign-out", { method: "POST", headers });

    before(async () => {
        project = copyProject({ desiredCount: 2 });
        const edit = (file: string, old: string, replacement: string): void =>
            editFile(path.join(project.directory, file), old, replacement);
        // Shorter than AWS takes (5 minutes), so that nobody waits: what follows from a renewal does not depend on its time.
        edit("app/client.ts", 'accessToken: "minutes"', 'accessToken: "seconds"');
        edit("app/client.ts", "const accessTokenMinutes = 5", "const accessTokenMinutes = 3");
        edit("service/server-environment.ts", "const variables = {", 'const variables = {\n SESSION_LEASE: "3",');
        [stack, other] = await Promise.all([startStack(project.directory), startStack(project.directory, ".local/other")]);
        await cognito(stack, ["createGroup", { GroupName: "analysts" }]);
        for (const username of ["ada", "eve"]) {
            await createMember(stack, { username, password });
        }
        await createMember(other, { username: "ada", password });
    });
    after(async () => {
        const stacks: (RunningStack | undefined)[] = [stack, other];
        await Promise.all(stacks.map(async (one) => one?.stop()));
        project.remove();
    });

    it("lets nobody in who goes straight to a task", async () => {
        assert.equal(await askTask(stack), false);
        for (const { url } of stack.outputs.tasks) {
            assert.equal((await fetch(`${url}/_stcore/health`)).status, 200);
        }
    });

    it("knows a user by the load balancer's headers, whatever the request brings", async () => {
        const [ada, eve] = [await newUserSession("ada"), await newUserSession("eve")];
        assert.deepEqual(await session(ada), [200, "ada"]);
        const forged = { "x-amzn-oidc-identity": "admin", "X-Amzn-Oidc-Data": "e30=.e30=.AA==", x_amzn_oidc_accesstoken: "e30.e30.AA" };
        assert.deepEqual(await session(eve, forged), [200, "eve"]);
    });

    it("does not take another stack's cookie", async () => {
        assert.equal(await useCookieOfAnotherStack(stack, stack, { username: "ada", password }), true, "its own is good");
        assert.equal(await useCookieOfAnotherStack(other, stack, { username: "ada", password }), false);
    });

    it("opens websockets for its own pages only", async () => {
        const visitor = await newUserSession("ada");
        const cookies = visitor.appCookies();
        for (const origin of ["https://evil.example.com", stack.outputs.loginUrl, "null", stack.outputs.url.replace("https", "http")]) {
            assert.equal((await openWebsocket(stack, { cookies, origin })).status, 403, origin);
        }
        const own = await openWebsocket(stack, { cookies });
        own.close();
        assert.equal(own.status, 101);
    });

    /** Asks as the page does, until a websocket is closed: the session itself must last. Resolves with the close code. */
    const closedWhileSignedIn = async (visitor: Visitor, socket: OpenedWebsocket): Promise<number | undefined> => {
        let code: number | undefined;
        void socket.closed.then((closed) => (code = closed));
        for (let tries = 0; tries < 40 && code === undefined; tries += 1) {
            await new Promise((resolve) => setTimeout(resolve, 500));
            assert.equal((await session(visitor))[0], 200);
        }
        return code;
    };

    /** Each waits until a token is renewed; all of them at once. */
    const changes: Readonly<Record<string, () => Promise<void>>> = {
        "puts a disabled user out at the next renewal of the token, and closes the websocket": async () => {
            await createMember(stack, { username: "leaver", password });
            const leaver = await newUserSession("leaver");
            const socket = await openWebsocket(stack, { cookies: leaver.appCookies() });
            assert.deepEqual([socket.status, await session(leaver)], [101, [200, "leaver"]]);
            await cognito(stack, ["adminDisableUser", { Username: "leaver" }]);
            assert.equal(await statusAtTheEnd(leaver), 401);
            assert.equal(await socket.closed, 1008);
            const login = await leaver.open("/");
            assert.equal(new URL(login.url).origin, stack.outputs.loginUrl);
            assert.match(login.body, /type="password"/, "the login page's own session is no way back");
        },
        "ends the websockets of a user who lost a group, and lets the user connect again": async () => {
            await createMember(stack, { username: "mover", password, groups: ["analysts"] });
            const mover = await newUserSession("mover");
            const socket = await openWebsocket(stack, { cookies: mover.appCookies() });
            assert.deepEqual([socket.status, await session(mover)], [101, [200, "mover"]]);
            await cognito(stack, ["adminRemoveUserFromGroup", { Username: "mover", GroupName: "analysts" }]);
            assert.equal(await closedWhileSignedIn(mover, socket), 1008);
            const again = await openWebsocket(stack, { cookies: mover.appCookies() });
            again.close();
            assert.equal(again.status, 101);
        },
        "puts nobody out for a new password, but for a sign-out by the owner": async () => {
            await createMember(stack, { username: "robbed", password, groups: ["analysts"] });
            const thief = await newUserSession("robbed");
            const socket = await openWebsocket(stack, { cookies: thief.appCookies() });
            await cognito(
                stack,
                ["adminSetUserPassword", { Username: "robbed", Password: "Another-horse-8", Permanent: true }],
                // Shows when the load balancer has renewed the token since then.
                ["adminRemoveUserFromGroup", { Username: "robbed", GroupName: "analysts" }],
            );
            assert.equal(await closedWhileSignedIn(thief, socket), 1008);
            await cognito(stack, ["adminUserGlobalSignOut", { Username: "robbed" }]);
            assert.equal(await statusAtTheEnd(thief), 401);
        },
    };

    describe("when rights change", () => {
        const results = new Map<string, Promise<void>>();
        before(() => {
            for (const [what, change] of Object.entries(changes)) {
                const result = change();
                result.catch(() => undefined); // its test sees it
                results.set(what, result);
            }
        });
        for (const what of Object.keys(changes)) {
            it(what, () => results.get(what));
        }
    });

    describe("signing out", () => {
        it("ends the session in the browser, at Cognito, and at the task that saw it", async () => {
            const visitor = await newUserSession("ada");
            assert.deepEqual(await session(visitor), [200, "ada"]);
            const copy = new Map(visitor.appCookies());
            const socket = await openWebsocket(stack, { cookies: copy });

            const answer = await signOut(visitor);
            assert.equal(answer.status, 303);
            const expired = (answer.headers["set-cookie"] ?? []).filter((line) => line.includes("Expires=Thu, 01 Jan 1970"));
            shards.forEach((name) =>
                assert.ok(
                    expired.some((line) => line.startsWith(`${name}=;`)),
                    name,
                ),
            );
            assert.equal(await socket.closed, 1008);

            const end = await visitor.open(answer.location);
            assert.deepEqual([end.url, end.status], [`${stack.outputs.url}/signed-out`, 200]);
            assert.match(end.body, /You are signed out/);
            const again = await visitor.open("/");
            assert.equal(new URL(again.url).origin, stack.outputs.loginUrl);
            assert.match(again.body, /type="password"/, "Cognito asks for the password again");

            const thief = new Visitor(stack);
            copy.forEach((value, name) => thief.appCookies().set(name, value));
            assert.deepEqual(await session(thief), [401]);
            assert.equal((await openWebsocket(stack, { cookies: copy })).status, 401);
        });

        it("shows its last page to anybody", async () => {
            const answer = await new Visitor(stack).send("/signed-out");
            assert.deepEqual([answer.status, answer.headers["content-type"]], [200, "text/html"]);
        });

        it("cannot be done by another site", async () => {
            const visitor = await newUserSession("ada");
            const own = { origin: stack.outputs.url };
            for (const headers of [
                {},
                { origin: "null" },
                { origin: "https://evil.example.com" },
                { origin: stack.outputs.loginUrl },
                { ...own, "sec-fetch-site": "same-site" },
                { ...own, "sec-fetch-site": "cross-site" },
            ]) {
                const answer = await signOut(visitor, headers);
                assert.deepEqual([answer.status, answer.headers["set-cookie"]?.some((line) => line.startsWith("AWSELB"))], [403, false]);
            }
            assert.equal((await visitor.send("/sign-out")).status, 200, "following a link only asks");
            assert.deepEqual(await session(visitor), [200, "ada"]);
        });

        it("leads nowhere else", async () => {
            const evil = "https://evil.example.com";
            for (const address of [`/sign-out?logout_uri=${evil}&next=${evil}`, `/sign-out?client_id=x`, `/sign-out#${evil}`]) {
                const visitor = await newUserSession("ada");
                const headers = { origin: stack.outputs.url, referer: evil, "x-forwarded-host": "evil.example.com" };
                const location = new URL((await visitor.send(address, { method: "POST", headers })).location);
                assert.equal(location.origin + location.pathname, `${stack.outputs.loginUrl}/logout`);
                assert.deepEqual(Object.fromEntries(location.searchParams), {
                    client_id: stack.outputs.clientId,
                    logout_uri: `${stack.outputs.url}/signed-out`,
                });
                location.searchParams.set("logout_uri", evil);
                assert.equal((await visitor.send(location.href)).status, 400);
            }
        });
    });
});
