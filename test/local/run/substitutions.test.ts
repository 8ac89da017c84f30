import assert from "node:assert/strict";
import { appSubstitutions, substitute, substituteValues, userPoolSubstitutions } from "../../../local/substitutions";

const names = { region: "eu-west-1", hosts: ["app.example.com.localhost"], httpsPort: 8443, publicKeysUrl: "http://127.0.0.1:1" };
const pool = {
    region: "eu-west-1",
    declaredLoginUrl: "https://prefix.auth.eu-west-1.amazoncognito.com",
    loginUrl: "https://prefix.auth.localhost:8444",
    endpoint: "http://127.0.0.1:2",
    ids: { "eu-west-1_Declared": "eu-west-1_Real", declaredclient: "realclient" },
};

describe("names that a task is told", () => {
    const local = (text: string): string => substitute(text, [...appSubstitutions(names), ...userPoolSubstitutions(pool)]);

    for (const [declared, expected] of [
        ["https://app.example.com", "https://app.example.com.localhost:8443"],
        [
            "https://app.example.com/path?a=https://app.example.com/",
            "https://app.example.com.localhost:8443/path?a=https://app.example.com.localhost:8443/",
        ],
        ["app.example.com", "app.example.com.localhost"],
        ["https://www.app.example.com", "https://www.app.example.com"],
        ["https://app.example.com.au", "https://app.example.com.au"],
        ["myapp.example.com", "myapp.example.com"],
        ["See app.example.com.", "See app.example.com.localhost."],
        ["https://prefix.auth.eu-west-1.amazoncognito.com/logout", "https://prefix.auth.localhost:8444/logout"],
        [
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Declared/.well-known/jwks.json",
            "http://127.0.0.1:2/eu-west-1_Real/.well-known/jwks.json",
        ],
        ["https://public-keys.auth.elb.eu-west-1.amazonaws.com", "http://127.0.0.1:1"],
        ["https://public-keys.auth.elb.us-east-1.amazonaws.com", "https://public-keys.auth.elb.us-east-1.amazonaws.com"],
        ["declaredclient", "realclient"],
        ["notdeclaredclient", "notdeclaredclient"],
    ] as const) {
        it(`${declared} is ${expected}`, () => assert.equal(local(declared), expected));
    }

    it("carry no port where it is the usual one", () => {
        assert.equal(
            substitute("https://app.example.com", appSubstitutions({ ...names, httpsPort: 443 })),
            "https://app.example.com.localhost",
        );
    });

    it("are replaced in values, not in the names of variables", () => {
        assert.deepEqual(substituteValues({ declaredclient: "declaredclient" }, userPoolSubstitutions(pool)), {
            declaredclient: "realclient",
        });
    });

    it("stay as they are where nothing is replaced", () => {
        assert.equal(substitute("text", []), "text");
    });
});
