import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { copyProject, type ProjectCopy } from "../../../harness/project-copy";
import { evaluatedPlan } from "../../../local/evaluated-plan";
import { RefusedError } from "../../../local/plan";
import { EncryptedError } from "../../../local/stack-config";

const google = { type: "google", clientId: "client.apps.googleusercontent.com" };
const oidc = { type: "oidc", issuer: "https://login.example.com", clientId: "client", verifiesEmail: true };

describe("the plan of a stack with missing secrets", function () {
    this.timeout(60_000);
    let copy: ProjectCopy;
    before(() => (copy = copyProject()));
    after(() => copy.remove());

    /** @param secret what the stack's file has for the client secrets */
    function planned(providers: object, secret: string): Promise<unknown> {
        const lines = ["aws:region: us-east-1", "domain: app.example.com", `allowedPeople: '["example.com"]'`];
        lines.push(`identityProviders: '${JSON.stringify(providers)}'`, ...(secret === "" ? [] : [`identityProviderSecrets: ${secret}`]));
        fs.writeFileSync(path.join(copy.directory, "Pulumi.test.yaml"), ["config:", ...lines.map((line) => `    ${line}`), ""].join("\n"));
        return evaluatedPlan({ directory: copy.directory, stack: "test" });
    }

    const isRefused = (error: unknown): boolean => error instanceof RefusedError && error.message.includes("Google sends nobody back");

    it("is refused for a provider that cannot be tried here, before its secret is asked for", async () => {
        await assert.rejects(planned({ Google: google }, ""), isRefused);
    });

    it("is refused for it before its encrypted secret is asked for", async () => {
        await assert.rejects(
            planned({ Google: google, Company: oidc }, '{ "Google": { secure: v1:abc } , "Company": { secure: v1:def } }'),
            isRefused,
        );
    });

    it("asks for the secret of a provider that can be tried", async () => {
        await assert.rejects(planned({ Company: oidc }, ""), /must hold the client secret of Company/);
        await assert.rejects(planned({ Company: oidc }, '{ "Company": { secure: v1:abc } }'), EncryptedError);
        await assert.rejects(planned({ Google: google }, "{ secure: v1:abc }"), EncryptedError, "nobody knows whose secrets these are");
    });
});

describe("the plan of a program with a mistake", function () {
    this.timeout(60_000);
    let copy: ProjectCopy;
    before(() => (copy = copyProject()));
    after(() => copy.remove());

    it("fails with the place of the mistake, which is looked for only then", async () => {
        const file = path.join(copy.directory, "network.ts");
        fs.writeFileSync(
            file,
            fs.readFileSync(file, "utf8").replace("const anywhere =", "(undefined as unknown as () => void)();\nconst anywhere ="),
        );
        const error: unknown = await evaluatedPlan({ directory: copy.directory, stack: "test" }).catch((reason: unknown) => reason);
        assert.ok(error instanceof TypeError);
        assert.match(error.stack ?? "", /\n +at .*network\.ts:\d+/);
    });
});
