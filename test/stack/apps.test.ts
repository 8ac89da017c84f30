import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { createMember } from "../../harness/cognito";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { Visitor, type Answer } from "../../harness/visitor";
import { addGroupApp, groupApp } from "../support/group-app";
import { showPage } from "../support/page-text";
import { openWebsocket } from "../support/websocket";

const password = "Correct-horse-7";
const cookieName = "AWSELBAuthSessionCookie";

/** Two apps behind one load balancer: the sample app for everyone, and another for analysts. */
describe("two apps on the running stack", function () {
    // Two apps start, and the first page of each loads all that it imports.
    this.timeout(240_000);
    let project: ProjectCopy;
    let main: RunningStack;
    /** The same stack, as who uses the other app sees it. */
    let reports: RunningStack;

    /** Signs in at the main app, and at nothing else. */
    async function signIn(username: string): Promise<Visitor> {
        const visitor = new Visitor(main);
        await visitor.open((await visitor.signIn("/", username, password)).location);
        return visitor;
    }
    const cookiesFor = (visitor: Visitor, stack: RunningStack): Map<string, string> =>
        visitor.cookies.get(new URL(stack.outputs.url).hostname) ?? new Map<string, string>();
    const openReports = (visitor: Visitor, page = "/"): Promise<Answer> =>
        visitor.open(reports.outputs.url + page, { headers: { accept: "text/html" } });

    before(async () => {
        project = copyProject({
            groups: { analysts: [] },
            apps: { reports: { host: "reports.example.com", folder: groupApp, groups: ["analysts"] } },
        });
        addGroupApp(project.directory);
        // Each server keeps what the load balancer says of the last request's sender, for the test that sends it elsewhere.
        const seen = path.join(project.directory, "seen-");
        editFile(
            path.join(project.directory, "server/streamlit_cognito/guard.py"),
            'headers: RawHeaders = scope["headers"]\n        try',
            `headers: RawHeaders = scope["headers"]
        import json
        own = {name.decode(): value.decode("latin-1") for name, value in headers if name.startswith(b"x-amzn-oidc")}
        if own:
            with open("${seen}" + self._settings.cognito_client_id, "w") as file:
                json.dump(own, file)
        try`,
        );
        main = await startStack(project.directory);
        const [app] = main.outputs.apps;
        assert.ok(app);
        reports = { ...main, outputs: { ...main.outputs, ...app } };
        await createMember(main, { username: "ada", password, groups: ["analysts"] });
        await createMember(main, { username: "grace", password });
    });
    after(async () => {
        await (main as RunningStack | undefined)?.stop();
        project.remove();
    });

    it("says where each is, and which tasks are whose", () => {
        const { port } = new URL(main.outputs.url);
        assert.equal(main.outputs.url, `https://app.example.com.localhost:${port}`);
        assert.deepEqual(main.outputs.apps, [{ url: `https://reports.example.com.localhost:${port}`, clientId: reports.outputs.clientId }]);
        assert.notEqual(reports.outputs.clientId, main.outputs.clientId);
        for (const { url } of [main.outputs, reports.outputs]) {
            assert.match(main.printed(), new RegExp(` ${url}\\s`));
        }
        assert.deepEqual(
            main
                .readOutputs()
                .tasks.map(({ service }) => service)
                .sort(),
            ["reports", "streamlit"],
        );
    });

    it("redirects HTTP at each host to HTTPS at that host", async () => {
        const { httpUrl } = main.outputs;
        for (const { url } of [main.outputs, reports.outputs]) {
            const plain = new URL("/page?x=1", httpUrl);
            plain.hostname = new URL(url).hostname;
            assert.equal((await new Visitor(main).send(plain.href)).location, `${url}/page?x=1`);
        }
    });

    it("lets who signed in to one into the other without a password, each into its own app", async () => {
        const ada = await signIn("ada");
        const answer = await openReports(ada);
        assert.deepEqual([answer.status, answer.url], [200, `${reports.outputs.url}/`]);
        assert.equal((await showPage(main, ada)).text.includes("Hello ada"), false);
        assert.ok((await showPage(reports, asVisitorOf(reports, ada))).text.includes("Hello ada"));
    });

    /** The same cookies, with paths taken at another app. */
    function asVisitorOf(stack: RunningStack, visitor: Visitor): Visitor {
        const same = new Visitor(stack);
        visitor.cookies.forEach((jar, host) => same.cookies.set(host, jar));
        return same;
    }

    it("tells who is outside the group so, in every way to ask, and lets them sign out", async () => {
        const grace = await signIn("grace");
        const page = await openReports(grace);
        assert.equal(page.status, 403);
        assert.match(page.body, /You do not have access to this app/);
        for (const address of ["/reports", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/media/a", "/static/a", "/_session"]) {
            assert.equal((await grace.send(reports.outputs.url + address)).status, 403, address);
        }
        const cookies = cookiesFor(grace, reports);
        assert.equal((await openWebsocket(reports, { cookies })).status, 403);
        assert.equal((await grace.send("/_session")).status, 200, "the main app is open to her");
        const left = await grace.send(`${reports.outputs.url}/sign-out`, { method: "POST", headers: { origin: reports.outputs.url } });
        assert.equal(left.status, 303);
        const end = await grace.open(left.location);
        assert.deepEqual([end.status, end.url], [200, `${reports.outputs.url}/signed-out`]);
    });

    it("takes no session of the other app, whatever its cookies are called", async () => {
        const ada = await signIn("ada");
        const own = [...cookiesFor(ada, main)].filter(([name]) => name.startsWith(cookieName));
        assert.ok(own.length > 0);
        for (const rename of [(name: string) => name, (name: string) => name.replace(cookieName, `${cookieName}-reports`)]) {
            const thief = new Visitor(reports);
            own.forEach(([name, value]) => thief.appCookies().set(rename(name), value));
            assert.equal((await thief.send("/_session")).status, 401);
            assert.equal(new URL((await thief.send("/")).location).origin, main.outputs.loginUrl);
        }
        await openReports(ada);
        assert.deepEqual(
            [...cookiesFor(ada, reports).keys()].filter((name) => name.startsWith(cookieName)).map((name) => name.slice(0, -2)),
            [`${cookieName}-reports`],
        );
    });

    it("has a server that believes no identity of the other app's client", async () => {
        const ada = await signIn("ada");
        assert.equal((await ada.send("/_session")).status, 200);
        const headers = JSON.parse(readFileSync(path.join(project.directory, `seen-${main.outputs.clientId}`), "utf8")) as Record<
            string,
            string
        >;
        assert.ok(headers["x-amzn-oidc-data"]);
        const ask = async (service: string): Promise<number> => {
            const task = main.readOutputs().tasks.find((each) => each.service === service);
            return (await fetch(`${task?.url}/_session`, { headers })).status;
        };
        assert.deepEqual([await ask("streamlit"), await ask("reports")], [200, 401]);
    });
});
