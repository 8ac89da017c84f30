import assert from "node:assert/strict";
import * as path from "node:path";
import { copyProject, editFile, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { Visitor } from "../../harness/visitor";
import { declareEchoApp, valuesOf, type Echo } from "../support/echo-app";

const password = "Correct-horse-7";

/** The program is edited as its owner would edit it; what runs must follow, or say which resource it cannot serve. */
describe("the run follows the program", function () {
    this.timeout(120_000);
    let project: ProjectCopy;
    const edit = (file: string, old: string | RegExp, replacement: string): void =>
        editFile(path.join(project.directory, file), old, replacement);
    beforeEach(() => {
        project = copyProject();
        declareEchoApp(project.directory);
    });
    afterEach(() => project.remove());

    describe("when it is edited", () => {
        let stack: RunningStack;
        afterEach(async () => {
            await (stack as RunningStack | undefined)?.stop();
        });

        it("serves the changed rules, default action, scope, cookie, time-out, health check and container", async () => {
            edit("app/rules.ts", '"/_stcore/*"', '"/api/*"');
            edit("app/rules.ts", '"AWSELBAuthSessionCookie"', '"Renamed"');
            edit("app/rules.ts", "sessionTimeout: args.sessionTimeout", "sessionTimeout: 5");
            edit("app/client.ts", '["openid", "email", "profile"]', '["openid", "email"]');
            edit(
                "load-balancer.ts",
                'statusCode: "403", contentType: "text/plain", messageBody: "Forbidden"',
                'statusCode: "404", contentType: "text/html", messageBody: "<p>Nothing here"',
            );
            edit("load-balancer.ts", '"SAMEORIGIN"', '"DENY"');
            edit("service/target-group.ts", '"/_stcore/health"', '"/ready"');
            edit("service.ts", "return [", 'return [{ name: "GREETING", value: "hello" },');
            stack = await startStack(project.directory);
            const visitor = new Visitor(stack);

            const elsewhere = await visitor.send("/", { headers: { host: "other.example.com" } });
            assert.deepEqual([elsewhere.status, elsewhere.body, elsewhere.headers["content-type"]], [404, "<p>Nothing here", "text/html"]);
            assert.equal(elsewhere.headers["x-frame-options"], "DENY");
            assert.equal((await visitor.send("/api/x")).status, 401);
            const login = await visitor.send("/_stcore/health");
            assert.equal(login.status, 302, "no longer one of the machine's paths");
            assert.equal(new URL(login.location).searchParams.get("scope"), "openid email");

            const newPassword = await visitor.signIn("/", stack.user.username, stack.user.temporaryPassword);
            const fields = { new_password: password, confirm_password: password, "requiredAttributes[nickname]": "Demo" };
            const callback = await visitor.submit(newPassword, fields);
            const answer = await visitor.open(callback.location);
            const echo = JSON.parse(answer.body) as Echo;
            assert.deepEqual([echo.greeting, echo.healthChecks], ["hello", ["/ready"]]);
            const claims = valuesOf(echo, "x-amzn-oidc-data")[0]?.split(".")[1] ?? "";
            const identity = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
            assert.deepEqual([identity["email"], identity["nickname"]], ["demo@example.com", undefined], "no profile without its scope");
            assert.ok(visitor.appCookies().has("Renamed-0"));
            await new Promise((resolve) => setTimeout(resolve, 5_100));
            assert.equal((await visitor.send("/api/x")).status, 401, "the session has ended");
        });

        it("has no session where the callback is not the load balancer's", async () => {
            edit("app/client.ts", "/oauth2/idpresponse`]", "/somewhere/else`]");
            stack = await startStack(project.directory);
            const answer = await new Visitor(stack).open("/");
            assert.equal(new URL(answer.url).origin, stack.outputs.loginUrl);
            assert.doesNotMatch(answer.body, /<form/);
            assert.ok(answer.status >= 400 || /redirect_mismatch|error/i.test(answer.url + answer.body));
        });
    });

    it("names every resource that it cannot serve", async () => {
        edit("app/rules.ts", "pathPattern: { values }", 'pathPattern: { regexValues: ["^/a"] }');
        edit("service/target-group.ts", 'type: "lb_cookie"', 'type: "app_cookie", cookieName: "x"');
        await assert.rejects(startStack(project.directory), (error: Error) => {
            assert.match(error.message, /streamlit-machine/);
            assert.match(error.message, /streamlit-tasks/);
            assert.match(error.message, /only lb_cookie is served here/);
            return true;
        });
    });

    it("says why a task refuses to start", async () => {
        const strict = copyProject();
        try {
            editFile(path.join(strict.directory, "service/server-environment.ts"), "APP_URL: `https://", "APP_URL: `ftp://");
            await assert.rejects(startStack(strict.directory), /APP_URL must be an https URL[\s\S]*in a row failed/);
        } finally {
            strict.remove();
        }
    });

    it("serves nothing where a page of a group is not there", async () => {
        const strict = copyProject({ groups: { analysts: ["pages/misspelt.py"] } });
        try {
            await assert.rejects(startStack(strict.directory), /groups is "pages\/misspelt\.py": it must name pages/);
        } finally {
            strict.remove();
        }
    });
});
