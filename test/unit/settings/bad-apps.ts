import { slotOf } from "../../../settings/app-slot";
import { singleSignOn } from "../support/single-sign-on";
import type { BadConfig } from "./bad-values";

type Problem = BadConfig["problems"][number];

const mend = `pulumi config set apps '{"reports":{"host":"reports.example.com","folder":"./samples/explorer"}}'`;
const shape = 'must be JSON of names and apps, such as {"reports":{"host":"reports.example.com","folder":"./samples/explorer"}}';
const nameShape =
    "must be a name of 1 to 16 lower-case letters, digits and hyphens, that begins with a letter and does not end with a hyphen";
const nameTaken = "must be a name that is not streamlit and does not begin with streamlit-, as the main app's resources do";
const keys = "host, folder, groups, cpu, memory, desiredCount, hostedZone, certificateArn";
const good = { host: "reports.example.com", folder: "./samples/explorer" };

const arn = (region: string): string => `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

/** Text that is wrong by itself, and the rules that it breaks. */
function text(value: string, ...rules: string[]): BadConfig {
    return { config: { apps: value }, problems: rules.map((rule) => ({ key: "apps", value, rule, mend })) };
}

/** One part of an app that is wrong by itself. */
function part(change: object, path: string, rule: string): BadConfig {
    return text(JSON.stringify({ reports: { ...good, ...change } }), `has "reports${path}", which ${rule}`);
}

function beside(apps: object, problems: readonly Problem[], config: BadConfig["config"] = {}): BadConfig {
    return { config: { ...config, apps: JSON.stringify(apps) }, problems };
}

const longHost = `${"a".repeat(54)}.example.com`;
const [first, second] = twoOfOneSlot();

/** Names of the shape `app<number>`, tried in order: two that share a slot come up soon, as birthdays do. */
function twoOfOneSlot(): readonly [string, string] {
    const seen = new Map<number, string>();
    for (let number = 0; ; number += 1) {
        const name = `app${number}`;
        const earlier = seen.get(slotOf(name));
        if (earlier !== undefined) {
            return [earlier, name];
        }
        seen.set(slotOf(name), name);
    }
}

/** So many apps, each at a host of its own, of names that share no slot. */
function many(count: number, more: object): object {
    const names = Array.from({ length: count }, (_, index) => `many${index}`);
    return Object.fromEntries(names.map((name) => [name, { ...good, host: `${name}.example.com`, ...more }]));
}

function tooMany(count: number, things: string, quota: number): Problem {
    return {
        key: "apps",
        value: undefined,
        hidden: true,
        rule: `must not need ${count} ${things}: a load balancer takes ${quota}`,
        mend: { byHand: "Move apps to another stack, or let them share a certificate, such as one for *.example.com, by certificateArn." },
    };
}

function hostTaken(app: string, value: string, owner: string): Problem {
    const key = `apps.${app}.host`;
    return { key, value, rule: `must be a host of its own: ${owner} has it`, mend: `pulumi config set --path ${key} ${app}.${value}` };
}

const noGroup = (group: string, rule: string): Problem => ({
    key: "apps.reports.groups",
    value: group,
    rule,
    mend: { byHand: `Correct the name, or add the group to the setting groups, such as {"${group}":[]}.` },
});

/** Further apps that must be refused. */
export const badApps: readonly BadConfig[] = [
    text("reports", shape),
    text('["reports"]', shape),
    text(JSON.stringify({ Reports: good }), `has "Reports", which ${nameShape}`),
    text(JSON.stringify({ "seventeen-letters": good }), `has "seventeen-letters", which ${nameShape}`),
    text(JSON.stringify({ "reports-": good }), `has "reports-", which ${nameShape}`),
    text(JSON.stringify({ streamlit: good }), `has "streamlit", which ${nameTaken}`),
    text(JSON.stringify({ "streamlit-app": good }), `has "streamlit-app", which ${nameTaken}`),
    text('{"reports":true}', 'has "reports", which must be an object with host and folder'),
    text('{"reports":{}}', 'has "reports.host", which must be there', 'has "reports.folder", which must be there'),
    part({ hosts: "a.example.com" }, "", `may not have hosts: an app has ${keys}`),
    part(
        { host: "https://a.example.com" },
        ".host",
        "must be a host name in lower case that ends in letters, without https://, port or path",
    ),
    part(
        { folder: "./nowhere" },
        ".folder",
        "must be a folder that holds app.py and requirements.txt, or a Dockerfile: there is no such folder",
    ),
    part({ groups: [] }, ".groups", "must name one group or more, or be left out"),
    part({ groups: "analysts" }, ".groups", "must be a list of groups"),
    part({ cpu: 300 }, ".cpu", "must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 (CPU units)"),
    part({ memory: 511 }, ".memory", "must be a whole number from 512 to 122880 (MiB)"),
    part({ desiredCount: 0 }, ".desiredCount", "must be a whole number from 1 to 100 (tasks)"),
    part({ desiredCount: "2" }, ".desiredCount", "must be a whole number from 1 to 100 (tasks)"),
    part({ certificateArn: "none" }, ".certificateArn", "must be the ARN of a certificate in AWS Certificate Manager"),
    beside({ reports: { ...good, host: "streamlit.example.com" } }, [hostTaken("reports", "streamlit.example.com", "the main app")]),
    beside({ reports: good, other: good }, [hostTaken("other", "reports.example.com", "reports")]),
    beside({ reports: { ...good, host: "reports.example.org" } }, [
        {
            key: "apps.reports.hostedZone",
            value: undefined,
            rule: "must name the hosted zone of reports.example.org, which is not in the stack's, example.com",
            mend: "pulumi config set --path apps.reports.hostedZone example.org",
        },
    ]),
    beside({ reports: { ...good, hostedZone: "example.org" } }, [
        {
            key: "apps.reports.hostedZone",
            value: "example.org",
            rule: "must be reports.example.com or a zone above it",
            mend: "pulumi config set --path apps.reports.hostedZone example.com",
        },
    ]),
    beside({ reports: { ...good, cpu: 1024 } }, [
        {
            key: "apps.reports.memory",
            value: "512",
            rule: "must be one of 2048, 3072, 4096, 5120, 6144, 7168, 8192 (MiB), which Fargate offers with cpu 1024",
            mend: "pulumi config set --path apps.reports.memory 2048",
        },
    ]),
    beside(
        { reports: { ...good, desiredCount: 4 } },
        [
            {
                key: "apps.reports.desiredCount",
                value: "4",
                rule: "must be less than maxCount, which is 4 for every app",
                mend: "pulumi config set --path apps.reports.desiredCount 3",
            },
        ],
        { maxCount: "4" },
    ),
    beside({ reports: { ...good, certificateArn: arn("eu-west-1") } }, [
        {
            key: "apps.reports.certificateArn",
            value: arn("eu-west-1"),
            rule: "must be a certificate in us-east-1, the stack's region",
            mend: `pulumi config set --path apps.reports.certificateArn ${arn("us-east-1")}`,
        },
    ]),
    beside({ reports: { ...good, host: longHost } }, [
        {
            key: "apps.reports.certificateArn",
            value: undefined,
            rule: "must be set, because AWS Certificate Manager issues none for a host name of more than 64 characters",
            mend: `pulumi config set --path apps.reports.certificateArn ${arn("us-east-1")}`,
        },
    ]),
    beside({ reports: { ...good, groups: ["analysts"] } }, [
        noGroup("analysts", "must name groups that the setting groups has; it has none"),
    ]),
    beside(
        { reports: { ...good, groups: ["analysts", "admin"] } },
        [noGroup("admin", "must name groups that the setting groups has: analysts, admins")],
        { groups: '{"analysts":[],"admins":[]}' },
    ),
    beside({ reports: { ...good, folder: "./test/unit/fixtures/no-server-app" } }, [
        {
            key: "apps.reports.folder",
            value: "./test/unit/fixtures/no-server-app",
            rule: "must be a folder whose Dockerfile takes in and starts the server, which checks who is signed in",
            mend: {
                byHand:
                    "Write in ./test/unit/fixtures/no-server-app/Dockerfile, as streamlit/Dockerfile does: " +
                    "ARG SERVER_IMAGE (above the first FROM); FROM ${SERVER_IMAGE} AS server; COPY --from=server / /opt/server/; " +
                    "ENV PYTHONPATH=/opt/server (in the last stage, other folders after it); ENV PYTHONSAFEPATH=1 (in the last stage); " +
                    'CMD ["python", "-m", "streamlit_cognito", "app.py"] (in the last stage, without an ENTRYPOINT that starts something else)',
            },
        },
    ]),
    beside({ [first]: { ...good, host: "a.example.com" }, [second]: { ...good, host: "b.example.com" } }, [
        {
            key: `apps.${second}`,
            value: undefined,
            hidden: true,
            rule: `must have another name: the priorities of its rules follow from it, and ${first} has the same`,
            mend: { byHand: `Rename one of the two, such as ${second} to ${second}-2.` },
        },
    ]),
    beside(many(25, { certificateArn: arn("us-east-1") }), [tooMany(103, "listener rules", 100)]),
    beside(many(20, {}), [tooMany(104, "listener rules", 100)], {
        schedule: '{"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}',
    }),
    beside(many(20, {}), [tooMany(104, "listener rules", 100)], singleSignOn.config),
    beside(many(20, {}), [tooMany(104, "listener rules", 100)], { deployment: "blueGreen" }),
    beside(many(26, {}), [tooMany(107, "listener rules", 100), tooMany(26, "certificates beside the main app's", 25)]),
];
