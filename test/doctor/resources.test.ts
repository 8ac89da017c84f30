import assert from "node:assert/strict";
import { CreateServiceLinkedRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { certificate } from "../../doctor/checks/certificate";
import { loginPrefix } from "../../doctor/checks/login-prefix";
import { quotas } from "../../doctor/checks/quotas";
import { serviceLinkedRoles } from "../../doctor/checks/service-linked-roles";
import { covers } from "../../doctor/own-certificates";
import { emulator, type Emulator } from "./support/emulator";
import { findings, look } from "./support/look";
import { ownTags, plantCertificate, plantLoadBalancer, plantPendingCertificate, plantUserPool, plantVpc } from "./support/plant";

const domain = "streamlit.example.com";

describe("the doctor, about what AWS has", function () {
    this.timeout(120_000);
    let aws: Emulator;

    before(async () => {
        aws = await emulator();
    });

    beforeEach(() => aws.reset());

    describe("certificate", () => {
        const of = (certificateArn: string, later = 0): Promise<string[]> =>
            look(certificate, { overrides: { config: { certificateArn } }, later });

        it("is the stack's own where none is set", async () => {
            assert.deepEqual(await look(certificate), [`ok: the stack has one issued for ${domain}`]);
        });

        it("is right: issued, and for the domain", async () => {
            assert.match(
                String(await of(await plantCertificate(["example.com", "*.example.com"]))),
                /^ok: issued, for streamlit.example.com, until \d{4}-/,
            );
        });

        it("is not there", async () => {
            const arn = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
            assert.deepEqual(await of(arn), [`failure: this account has no certificate ${arn}`]);
        });

        it("is in another region", async () => {
            const arn = await plantCertificate([domain]);
            const service = { name: "the load balancer", region: "ap-northeast-1" } as const;
            const setting = "certificateArn";
            const own = { hosts: [{ domain, setting }], certificates: [{ arn, settings: [setting] }] };
            assert.deepEqual(await look(certificate, { subject: { issued: [], certificates: [{ ...service, ...own }] } }), [
                "failure: the certificate is in us-east-1, and is used in ap-northeast-1",
            ]);
        });

        it("is not issued yet", async () => {
            const overrides = { config: { certificateArn: await plantPendingCertificate(domain) } };
            const [finding] = await findings(certificate, { overrides });
            assert.ok(finding?.level === "failure");
            assert.equal(finding.what, "the certificate waits for its domain to be validated");
            assert.match(finding.mend, /CNAME \S+\.acm-validations\.aws/);
        });

        it("has ended", async () => {
            assert.match(String(await of(await plantCertificate([domain], 10), 11)), /^failure: the certificate ended on /);
        });

        it("ends soon, and nobody renews it", async () => {
            assert.match(String(await of(await plantCertificate([domain], 10))), /^warning: the certificate ends on /);
        });

        it("is for another name", async () => {
            const names = ["example.com", "*.streamlit.example.com", "*.com"];
            const what = `failure: the certificate is not for ${domain}, but for ${names.join(", ")}`;
            assert.deepEqual(await of(await plantCertificate(names)), [what]);
        });

        it("covers one label with a wildcard, no more and no less", () => {
            const covered = ["a.b.c", "b.c", "x.a.b.c", "b.c.a"].filter((name) => covers("*.b.c", name));
            assert.deepEqual(covered, ["a.b.c"]);
        });
    });

    describe("login prefix", () => {
        const subject = { loginPrefixes: ["my-team"] };

        it("is the one that the stack declares", async () => {
            assert.match(String(await look(loginPrefix)), /^ok: no user pool that AWS tells of has streamlit-example-com-[0-9a-f]{8}$/);
        });

        it("is taken", async () => {
            await plantUserPool("my-team");
            assert.match(
                String(await look(loginPrefix, { subject })),
                /^failure: the login prefix my-team is taken, by the user pool us-east-1_/,
            );
        });

        it("is the stack's own", async () => {
            await plantUserPool("my-team", ownTags);
            assert.deepEqual(await look(loginPrefix, { subject }), ["ok: my-team is the stack's own already"]);
        });
    });

    describe("quotas", () => {
        const faults = async (...world: Parameters<typeof look> extends [unknown, ...infer Rest] ? Rest : never): Promise<string[]> =>
            (await look(quotas, ...world)).filter((line) => !line.startsWith("ok: "));

        it("leave room in an empty account", async () => {
            const found = await look(quotas);
            assert.deepEqual(await faults(), []);
            assert.equal(found.length, 5);
            assert.ok(found.includes("ok: VPCs per Region: 5 allowed, 1 used, 1 more wanted"));
        });

        it("are reached by VPCs", async () => {
            await Promise.all(Array.from({ length: 4 }, plantVpc));
            assert.deepEqual(await faults(), ["failure: VPCs per Region: 5 allowed, 5 used, 1 more wanted"]);
        });

        it("are reached by load balancers, unless one of them is the stack's own", async () => {
            await plantLoadBalancer("one");
            assert.deepEqual(await faults(), []);
            await plantLoadBalancer("two");
            assert.deepEqual(await faults(), ["failure: Application Load Balancers per Region: 2 allowed, 2 used, 1 more wanted"]);
            await plantLoadBalancer("three", ownTags);
            assert.deepEqual(await look(quotas), ["ok: the stack is deployed already, and has what it needs"]);
        });

        it("are reached by user pools", async () => {
            await plantUserPool();
            await plantUserPool();
            assert.deepEqual(await faults(), ["failure: User pools per account: 2 allowed, 2 used, 1 more wanted"]);
        });

        it("are reached by the tasks' vCPU, always or while a deployment lasts", async () => {
            const of = (desiredCount: string): Promise<string[]> =>
                faults({ overrides: { config: { cpu: "1024", memory: "2048", desiredCount } } });
            const name = "Fargate On-Demand vCPU resource count";
            assert.deepEqual(await of("3"), []);
            assert.deepEqual(await of("4"), [`warning: ${name}: 6 allowed, 4 more wanted`]);
            assert.deepEqual(await of("7"), [`failure: ${name}: 6 allowed, 7 more wanted`]);
        });

        it("are reached by spare capacity, which has its own, and by what autoscaling may start", async () => {
            const config = { cpu: "1024", memory: "2048", spot: "true", maxCount: "2" };
            assert.deepEqual(await faults({ overrides: { config } }), [
                "warning: Fargate Spot vCPU resource count: 3 allowed, 1 more wanted",
            ]);
        });
    });

    describe("service-linked roles", () => {
        it("are missing in a new account, and made with the command that is told", async () => {
            const found = await findings(serviceLinkedRoles);
            assert.deepEqual(
                found.map(({ level }) => level),
                ["warning", "warning"],
            );
            const services = found.map((finding) => /--aws-service-name (\S+)$/.exec(finding.level === "ok" ? "" : finding.mend)?.[1]);
            const iam = new IAMClient({ region: "us-east-1" });
            for (const AWSServiceName of services) await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName }));
            assert.deepEqual(await look(serviceLinkedRoles), [
                "ok: AWSServiceRoleForECS is there",
                "ok: AWSServiceRoleForElasticLoadBalancing is there",
            ]);
        });
    });
});
