import assert from "node:assert/strict";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { availabilityZones } from "../../doctor/checks/availability-zones";
import { credentials } from "../../doctor/checks/credentials";
import { region } from "../../doctor/checks/region";
import { runChecks } from "../../doctor/run-checks";
import { emulator, type Emulator } from "./support/emulator";
import { contextOf, findings, look } from "./support/look";

describe("the doctor, about the account", function () {
    this.timeout(120_000);
    let aws: Emulator;
    let before_: NodeJS.ProcessEnv;

    before(async () => {
        aws = await emulator();
    });

    beforeEach(async () => {
        await aws.reset();
        before_ = { ...process.env };
    });

    afterEach(() => {
        for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, before_);
    });

    describe("credentials", () => {
        it("says whose they are", async () => {
            assert.deepEqual(await look(credentials), ["ok: account 123456789012, as arn:aws:sts::123456789012:user/moto"]);
        });

        it("misses them where there are none", async () => {
            Reflect.deleteProperty(process.env, "AWS_ACCESS_KEY_ID");
            assert.deepEqual(await look(credentials), ["failure: there are no AWS credentials that can be used"]);
        });

        it("notices that AWS does not know them", async () => {
            await aws.knowUsers();
            const [finding] = await findings(credentials);
            assert.ok(finding?.level === "failure");
            assert.equal(finding.what, "AWS refuses the credentials");
            assert.match(finding.why, /InvalidClientTokenId/);
        });

        it("warns of those that end before a deployment does", async () => {
            const soon = new Date(Date.now() + 12.5 * 60_000).toISOString();
            process.env["AWS_CREDENTIAL_EXPIRATION"] = soon;
            process.env["AWS_SESSION_TOKEN"] = "token";
            assert.deepEqual((await look(credentials)).slice(1), ["warning: the credentials end in 12 minutes"]);
        });

        it("leaves open what a network keeps from being asked", async () => {
            process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
            const [{ findings: found } = { findings: [] }] = await runChecks([credentials], await contextOf(), { timeout: 20_000 });
            assert.deepEqual(
                found.map(({ level }) => level),
                ["unchecked"],
            );
        });
    });

    describe("region", () => {
        it("finds the stack's", async () => {
            assert.deepEqual(await look(region), ["ok: us-east-1 is enabled"]);
        });

        it("notices one that the account has not enabled", async () => {
            const overrides = { config: { "aws:region": "me-south-1" } };
            assert.deepEqual(await look(region, { overrides }), ["failure: the region me-south-1 is not enabled in this account"]);
        });

        it("notices one that does not exist", async () => {
            const overrides = { config: { "aws:region": "us-middle-1" } };
            assert.deepEqual(await look(region, { overrides }), ["failure: there is no region us-middle-1"]);
        });
    });

    describe("Availability Zones", () => {
        it("are enough for the network as it comes", async () => {
            assert.deepEqual(await look(availabilityZones), ["ok: 6 in us-east-1, of which the network takes 2"]);
        });

        it("are fewer than the network wants", async () => {
            const overrides = { config: { "aws:region": "us-west-1", availabilityZones: "3" } };
            const [finding] = await findings(availabilityZones, { overrides });
            assert.ok(finding?.level === "failure");
            assert.equal(finding.what, "us-west-1 has 2 zones for this account, and the network wants 3");
            assert.equal(finding.mend, "npx pulumi config set availabilityZones 2 --stack dev");
        });

        it("are told as unchecked to who may not ask", async () => {
            const iam = new IAMClient({ region: "us-east-1" });
            await iam.send(new CreateUserCommand({ UserName: "reader" }));
            const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "reader" }));
            process.env["AWS_ACCESS_KEY_ID"] = AccessKey?.AccessKeyId;
            process.env["AWS_SECRET_ACCESS_KEY"] = AccessKey?.SecretAccessKey;
            await aws.knowUsers();
            const [, result] = await runChecks([credentials, availabilityZones], await contextOf(), { timeout: 20_000 });
            const [finding] = result?.findings ?? [];
            assert.ok(finding?.level === "unchecked");
            assert.match(finding.why, /may not ask/);
        });
    });
});
