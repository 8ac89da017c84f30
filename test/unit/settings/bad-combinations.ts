import { settingDefinitions } from "../../../settings/schema";
import { badApps } from "./bad-apps";
import type { BadConfig } from "./bad-values";

/** As the message lists them. */
const settings = Object.keys(settingDefinitions).join(", ");

const certificateInRegion = (region: string): string =>
    `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

const longDomain = `${"a".repeat(53)}.example.com`;

/** Values that are wrong beside each other, or that nothing knows. */
export const badCombinations: readonly BadConfig[] = [
    unknown("desiredcount", "2", "desiredCount"),
    {
        config: { deployment: "blueGreen", schedule: '{"open":"08:00","close":"19:00","timezone":"Asia/Tokyo"}' },
        problems: [
            {
                key: "deployment",
                value: "blueGreen",
                rule: "must be rolling where the app has opening hours (schedule)",
                mend: "pulumi config set deployment rolling",
            },
        ],
    },
    unknown("cpu2", "", "cpu"),
    unknown("tags", '{"team":"data"}'),
    fargate("256", "4096", "512, 1024, 2048", "2048"),
    fargate("512", "512", "1024, 2048, 3072, 4096", "1024"),
    fargate("1024", "2500", "2048, 3072, 4096, 5120, 6144, 7168, 8192", "3072"),
    zone("app.example.com", "example.org", "example.com"),
    // The end of the domain's text, but not a zone above it.
    zone("app.my-example.com", "example.com", "my-example.com"),
    zone("app.example.com", "other.app.example.com", "example.com"),
    zone("example.com", "example.org", "example.com"),
    {
        config: { domain: "example.com" },
        problems: [
            {
                key: "hostedZone",
                value: undefined,
                rule: "must name the hosted zone of example.com",
                mend: "pulumi config set hostedZone example.com",
            },
        ],
    },
    {
        config: { certificateArn: certificateInRegion("eu-west-1") },
        problems: [
            {
                key: "certificateArn",
                value: certificateInRegion("eu-west-1"),
                rule: "must be a certificate in us-east-1, the stack's region",
                mend: `pulumi config set certificateArn ${certificateInRegion("us-east-1")}`,
            },
        ],
    },
    {
        config: { "aws:region": "ap-northeast-1", certificateArn: certificateInRegion("us-east-1") },
        problems: [
            {
                key: "certificateArn",
                value: certificateInRegion("us-east-1"),
                rule: "must be a certificate in ap-northeast-1, the stack's region",
                mend: `pulumi config set certificateArn ${certificateInRegion("ap-northeast-1")}`,
            },
        ],
    },
    {
        config: { domain: longDomain },
        problems: [
            {
                key: "certificateArn",
                value: undefined,
                rule: "must be set, because AWS Certificate Manager issues none for a host name of more than 64 characters",
                mend: `pulumi config set certificateArn ${certificateInRegion("us-east-1")}`,
            },
        ],
    },
    {
        config: { domain: `${"a".repeat(58)}.${"b".repeat(58)}.example.com`, certificateArn: certificateInRegion("us-east-1") },
        problems: [
            {
                key: "domain",
                value: `${"a".repeat(58)}.${"b".repeat(58)}.example.com`,
                rule: "must have at most 128 characters, the longest host name that a listener rule matches",
                mend: "pulumi config set domain streamlit.example.com",
            },
        ],
    },
    page("pages/report.py", '{"analysts":["pages/reports.py","pages/report.py"],"admins":["pages/report.py"]}'),
    // A file system that takes no account of case finds these, and the image's does not.
    page("pages/Reports.py", '{"analysts":["pages/Reports.py"]}'),
    page("Pages/reports.py", '{"analysts":["Pages/reports.py"]}'),
    misnamedPage("./pages/reports.py", "pages/reports.py"),
    misnamedPage("test/unit/fixtures/paged-app/pages/reports.py", "pages/reports.py"),
    ...["streamlit-congito", "streamlit"].map((namespace) => ({
        config: { [`${namespace}:memory`]: "1024" },
        problems: [
            {
                key: `${namespace}:memory`,
                value: undefined,
                hidden: true,
                rule: `is of the project ${namespace}, and this one is streamlit-cognito`,
                mend: { byHand: "Rename it to streamlit-cognito:memory in Pulumi.dev.yaml." },
            },
        ],
    })),
    page("pages/folder.py", '{"analysts":["pages/folder.py"]}'),
    page("app.py/reports.py", '{"analysts":["app.py/reports.py"]}'),
    {
        config: { app: "./test/unit/fixtures/no-server-app", groups: '{"analysts":["pages/none.py"]}' },
        problems: [
            {
                key: "app",
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
            missingPage("./test/unit/fixtures/no-server-app", "pages/none.py"),
        ],
    },
    ...badApps,
];

function page(value: string, groups: string): BadConfig {
    const app = "./test/unit/fixtures/paged-app";
    return { config: { app, groups }, problems: [missingPage(app, value)] };
}

function missingPage(app: string, value: string): BadConfig["problems"][number] {
    const rule = `must name pages that are in the app's folder, ${app}`;
    return { key: "groups", value, rule, mend: { byHand: `Correct the name, or add the file ${app}/${value}.` } };
}

function misnamedPage(value: string, name: string): BadConfig {
    const app = "./test/unit/fixtures/paged-app";
    const rule = `must name pages that are in the app's folder, ${app}`;
    const problem = { key: "groups", value, rule, mend: { byHand: `Name it ${name}.` } };
    return { config: { app, groups: JSON.stringify({ analysts: [value] }) }, problems: [problem] };
}

function unknown(key: string, value: string, meant?: string): BadConfig {
    const instead = meant === undefined ? `the settings are ${settings}` : `did you mean ${meant}? README.md and docs/settings.md list all`;
    // Whatever it is, it may be a secret.
    const problem = {
        key,
        value: undefined,
        hidden: true,
        rule: `is not a setting; ${instead}`,
        mend:
            meant === undefined
                ? `pulumi config rm ${key}`
                : { byHand: `Rename it to ${meant} in Pulumi.dev.yaml, or remove it where ${meant} is there, too.` },
    };
    return { config: { [key]: value }, problems: [problem] };
}

function fargate(cpu: string, memory: string, memories: string, nearest: string): BadConfig {
    const rule = `must be one of ${memories} (MiB), which Fargate offers with cpu ${cpu}`;
    return { config: { cpu, memory }, problems: [{ key: "memory", value: memory, rule, mend: `pulumi config set memory ${nearest}` }] };
}

function zone(domain: string, hostedZone: string, mended: string): BadConfig {
    const rule = `must be ${domain} or a zone above it`;
    const problem = { key: "hostedZone", value: hostedZone, rule, mend: `pulumi config set hostedZone ${mended}` };
    return { config: { domain, hostedZone }, problems: [problem] };
}
