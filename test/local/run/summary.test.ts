import assert from "node:assert/strict";
import { countUsers } from "../../../local/count";
import type { Outputs } from "../../../local/outputs";
import type { RunningStack } from "../../../local/stack";
import { summaryOf } from "../../../local/summary";

const options = { stack: "prod", httpsPort: 8443, httpPort: 8080, loginPort: 8444, nodes: 1, state: ".local" };

function summary(outputs: Partial<Outputs> = {}, mkcert = false): string {
    const all = { url: "https://a.localhost", apps: [], users: [], cognitoEndpoint: "http://127.0.0.1:1", logs: ".local/logs", ...outputs };
    const certificate = { key: "", cert: "", authorityFile: ".local/ca/ca.pem", mkcert };
    return summaryOf({ outputs: () => all, certificate } as unknown as RunningStack, options, 3.21);
}

describe("the summary of npm start", () => {
    it("says of an account that nobody declared that it is of this run only, and of no other", () => {
        const users = [
            { username: "demo", temporaryPassword: "one", declared: false },
            { username: "ada", temporaryPassword: "two", declared: true },
        ];
        const lines = summary({ users }).split("\n");
        assert.match(
            lines.find((line) => line.includes("demo"))!,
            /^ +User name +demo {3}\(of this run only: a deployment makes no such account\)$/,
        );
        assert.match(
            lines.find((line) => line.includes("ada"))!,
            /^ +User name +ada$/,
        );
        assert.match(
            lines.find((line) => line.includes("one"))!,
            /^ +Temporary password +one {3}\(the first login asks for a new one/,
        );
        assert.match(
            lines.find((line) => line.includes("two"))!,
            /^ +Temporary password +two$/,
        );
    });

    // The setting `users` has three names of a person, of which the nickname signs nobody in.
    it("says of a declared account what signs in, and what is only a nickname", () => {
        const ada = { username: "u1234", email: "ada@example.com", nickname: "Ada Lovelace", temporaryPassword: "one", declared: true };
        const grace = { ...ada, username: "grace", email: "grace@example.com", nickname: "grace" };
        const lines = summary({ users: [ada, grace, { ...ada, declared: false }] }).split("\n");
        assert.deepEqual(
            lines.filter((line) => line.includes("User name")),
            [
                "    User name            u1234   (or ada@example.com; the app calls them Ada Lovelace)",
                "    User name            grace   (or grace@example.com)",
                "    User name            u1234   (of this run only: a deployment makes no such account)",
            ],
        );
    });

    it("names the stack, the seconds and every app's address", () => {
        const text = summary({ apps: [{ url: "https://b.localhost", clientId: "b" }] });
        assert.match(
            text,
            /^\nThe stack prod runs on this machine after 3\.2 s\.\n\n +Address +https:\/\/a\.localhost\n +https:\/\/b\.localhost\n/,
        );
    });

    it("says how to trust an authority that no browser trusts yet, and nothing of one that they do", () => {
        assert.match(summary(), /warns of the certificate, .* Go on past the warning .*, or make it trust \.local\/ca\/ca\.pem,\n/);
        assert.doesNotMatch(summary({}, true), /certificate|\n\n\n/);
    });
});

describe("the number of users", () => {
    for (const [enabled, disabled, text] of [
        [1, 0, "1 user"],
        [2, 0, "2 users"],
        [2, 1, "3 users, 1 of them disabled"],
    ] as const) {
        it(`is told as "${text}"`, () => assert.equal(countUsers(enabled, disabled), text));
    }
});
