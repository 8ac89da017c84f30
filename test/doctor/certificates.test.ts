import assert from "node:assert/strict";
import { certificate } from "../../doctor/checks/certificate";
import { subjectOf } from "../../doctor/subject";
import { DeclaredStack } from "../../local/declared";
import { declare, stackConfig } from "../unit/support/declare";
import { types } from "../unit/support/resources";
import { emulator, type Emulator } from "./support/emulator";
import { findings } from "./support/look";
import { plantCertificate, plantPendingCertificate } from "./support/plant";

const main = "streamlit.example.com";
const missing = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

/** An app, whose host is its name in the stack's zone. @param certificateArn @default one that the stack issues */
function app(name: string, certificateArn?: string): object {
    return { [name]: { host: `${name}.example.com`, folder: "./samples/explorer", ...(certificateArn && { certificateArn }) } };
}

/** What is found, each as `level: what`, without the date that an `ok` ends with; and what is to be done about it. */
async function examine(
    config: Readonly<Record<string, string>>,
    apps: object,
    later = 0,
): Promise<{ found: readonly string[]; mends: readonly string[] }> {
    const all = await findings(certificate, { overrides: { config: { ...config, apps: JSON.stringify(apps) } }, later });
    return {
        found: all.map(({ level, what }) => `${level}: ${what.replace(/, until \d{4}-\d\d-\d\d$/, "")}`),
        mends: all.flatMap((finding) => (finding.level === "ok" ? [] : finding.mend)),
    };
}

function another(...settings: readonly string[]): string {
    const set = settings.map((setting) => `npx pulumi config set ${setting} ARN --stack dev`).join(" && ");
    const rm = settings.map((setting) => `npx pulumi config rm ${setting} --stack dev`).join(" && ");
    return `${set}, of another certificate; or ${rm}, to have one issued`;
}

describe("the doctor, about the certificates of several hosts", function () {
    this.timeout(120_000);
    let aws: Emulator;

    before(async () => {
        aws = await emulator();
    });

    beforeEach(() => aws.reset());

    // Otherwise the main certificate is asked to be for the hosts of all apps.
    it("asks of each what it is for, and nothing for a host that the stack issues one for", async () => {
        const config = { certificateArn: await plantCertificate([main]) };
        const apps = { ...app("issued"), ...app("own", await plantCertificate(["own.example.com"])) };
        assert.deepEqual((await examine(config, apps)).found, [
            "ok: the stack has one issued for issued.example.com",
            `ok: issued, for ${main}`,
            "ok: issued, for own.example.com",
        ]);
    });

    // An app's is of the listener's certificate list, which is a resource of its own.
    it("looks at an app's where the stack issues the main app's", async () => {
        const { found, mends } = await examine({}, app("own", missing));
        assert.deepEqual(found, [`ok: the stack has one issued for ${main}`, `failure: this account has no certificate ${missing}`]);
        assert.deepEqual(mends, [another("--path apps.own.certificateArn")]);
    });

    it("names the main app's setting for what only that one mends", async () => {
        const { found, mends } = await examine({ certificateArn: missing }, app("own", await plantCertificate(["own.example.com"])));
        assert.deepEqual(found, [`failure: this account has no certificate ${missing}`, "ok: issued, for own.example.com"]);
        assert.deepEqual(mends, [another("certificateArn")]);
    });

    it("notices that an app's has ended, or ends soon", async () => {
        const [config, arn] = [{ certificateArn: await plantCertificate([main]) }, await plantCertificate(["own.example.com"], 10)];
        const ended = await examine(config, app("own", arn), 11);
        assert.match(ended.found.join(), new RegExp(`^ok: issued, for ${main},failure: the certificate ended on [^,]*$`));
        assert.deepEqual(ended.mends, [another("--path apps.own.certificateArn")]);
        const { mends } = await examine(config, app("own", arn));
        assert.deepEqual(mends, [`aws acm import-certificate --certificate-arn ${arn}, with the next one, before that day`]);
    });

    it("notices that an app's is not issued yet", async () => {
        const arn = await plantPendingCertificate("own.example.com");
        const { found, mends } = await examine({}, app("own", arn));
        assert.deepEqual(found.slice(1), ["failure: the certificate waits for its domain to be validated"]);
        assert.ok(mends[0]?.endsWith(`aws acm wait certificate-validated --certificate-arn ${arn}`));
    });

    it("notices that an app's is not for its host", async () => {
        const config = { certificateArn: await plantCertificate([main]) };
        const { found, mends } = await examine(config, app("own", await plantCertificate(["other.example.com"])));
        assert.deepEqual(found, [
            `ok: issued, for ${main}`,
            "failure: the certificate is not for own.example.com, but for other.example.com",
        ]);
        assert.deepEqual(mends, [another("--path apps.own.certificateArn")]);
    });

    it("takes whichever of the load balancer's is for a host, as browsers get it", async () => {
        const config = { certificateArn: await plantCertificate(["*.example.com"]) };
        const { mends } = await examine(config, app("own", await plantCertificate(["other.example.com"])));
        assert.deepEqual(mends, []);
    });

    it("tells of one that several apps share once, with every setting that names it", async () => {
        const config = { certificateArn: await plantCertificate(["*.example.com"], 10) };
        const apps = { ...app("one", config.certificateArn), ...app("two", config.certificateArn), ...app("issued") };
        const { mends } = await examine(config, apps, 11);
        assert.deepEqual(mends, [another("certificateArn", "--path apps.one.certificateArn", "--path apps.two.certificateArn")]);
    });

    it("takes neither the login page's for the load balancer's, nor the setting of the one for the other's", async () => {
        const login = { loginDomain: `login.${main}`, loginCertificateArn: await plantCertificate([`login.${main}`, main]) };
        const { found, mends } = await examine({ ...login, certificateArn: await plantCertificate(["example.com"]) }, {});
        assert.deepEqual(found, [`failure: the certificate is not for ${main}, but for example.com`, `ok: issued, for login.${main}`]);
        assert.deepEqual(mends, [another("certificateArn")]);
        const both = await examine({ ...login, loginCertificateArn: missing, certificateArn: missing }, {});
        assert.deepEqual(both.mends, [another("certificateArn"), another("loginCertificateArn")]);
    });

    it("does not ask for the one that the stack issues for the login page", async () => {
        const config = { loginDomain: `login.${main}`, certificateArn: await plantCertificate([main]) };
        assert.deepEqual((await examine(config, {})).found, [`ok: the stack has one issued for login.${main}`, `ok: issued, for ${main}`]);
    });

    it("notices a host whose certificate the program issues, and leaves out of the listener's list", async () => {
        const overrides = { config: { apps: JSON.stringify(app("issued")) } };
        const { project, stack, region, resources, outputs, calls } = await declare(overrides);
        const left = resources.filter(({ type }) => type !== types.listenerCertificate);
        const declared = new DeclaredStack(project, stack, region, left, outputs, calls);
        const [, ...found] = await findings(certificate, { subject: subjectOf(declared, stackConfig(overrides).config) });
        assert.deepEqual(
            found.map(({ level, what }) => `${level}: ${what}`),
            ["failure: the load balancer has no certificate for issued.example.com"],
        );
    });
});
