import assert from "node:assert/strict";
import { problemsOf } from "./support/browser";
import { declaredPool } from "./support/declared";
import { ok, startTestPool, type TestPool } from "./support/pool";

const person = (username: string, changes: { groups?: string[]; enabled?: boolean } = {}) => ({
    username,
    attributes: { email: `${username}@example.org`, email_verified: "true", nickname: username },
    groups: [],
    enabled: true,
    ...changes,
});

describe("people that the program declares", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        const users = [person("ada", { groups: ["editors"] }), person("Demo", { groups: ["editors"] }), person("bob", { enabled: false })];
        pool = await startTestPool({ ...declaredPool(), users });
    });
    after(() => pool.stop());

    const temporaryPasswordOf = (name: string): string => {
        const user = pool.running.users.find(({ username }) => username === name);
        assert.ok(user, name);
        return user.temporaryPassword;
    };

    it("are told with their temporary passwords, those who may sign in, and the one who is named as the first user comes first", () => {
        assert.deepEqual(
            pool.running.users.map(({ username }) => username),
            ["Demo", "ada"],
        );
    });

    it("are told with what else signs them in, and what apps may call them", () => {
        assert.deepEqual(
            pool.running.users.map(({ email, nickname }) => [email, nickname]),
            [
                ["Demo@example.org", "Demo"],
                ["ada@example.org", "ada"],
            ],
        );
    });

    it("are told as declared, and those who may not sign in are counted", () => {
        assert.deepEqual(
            pool.running.users.map(({ declared }) => declared),
            [true, true],
        );
        assert.equal(pool.running.disabledUsers, 1);
    });

    it("sign in with these, by name or address, and choose their own", async () => {
        for (const [name, typed] of [
            ["ada", "ada"],
            ["Demo", "Demo@example.org"],
        ] as const) {
            assert.match((await pool.signIn(pool.browser(), typed, temporaryPasswordOf(name))).body, /Change password/, typed);
        }
    });

    it("are in their groups, the first user, too", async () => {
        for (const Username of ["ada", "Demo"]) {
            const { Groups } = await ok(pool.api("AdminListGroupsForUser", { Username }));
            assert.deepEqual(
                (Groups as { GroupName: string }[]).map(({ GroupName }) => GroupName),
                ["editors"],
                Username,
            );
        }
    });

    it("cannot sign in while they are disabled, be the password right", async () => {
        await ok(pool.api("AdminSetUserPassword", { Username: "bob", Password: "Correct-horse-7", Permanent: true }));
        assert.deepEqual(problemsOf(await pool.signIn(pool.browser(), "bob", "Correct-horse-7")), ["User is disabled."]);
        await ok(pool.api("AdminEnableUser", { Username: "bob" }));
        assert.match((await pool.signIn(pool.browser(), "bob", "Correct-horse-7")).location, /code=/);
    });
});
