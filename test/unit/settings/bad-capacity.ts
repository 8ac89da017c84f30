import { capacitySettingDefinitions } from "../../../settings/capacity";
import { taskSettingDefinitions } from "../../../settings/task-environment";
import type { BadConfig } from "./bad-values";

type Key = keyof typeof capacitySettingDefinitions | keyof typeof taskSettingDefinitions;

const examples: Readonly<Record<Key, string>> = {
    maxCount: "4",
    targetCpu: "30",
    spot: "false",
    schedule: `'{"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}'`,
    environment: `'{"GREETING":"Hello"}'`,
    secrets: `'{"DATABASE_URL":"arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3"}'`,
    taskPolicy: `'[{"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]'`,
};

function one(key: Key, value: string, ...rules: string[]): BadConfig {
    return {
        config: { [key]: value },
        problems: rules.map((rule) => ({ key, value, rule, mend: `pulumi config set ${key} ${examples[key]}` })),
    };
}

const count = "must be a whole number from 2 to 100 (tasks)";
const percent = "must be a whole number from 10 to 90 (percent)";

const clock = "must be a time from 00:00 to 23:59, such as 08:30";
const days = "must be days such as MON-FRI or MON,WED,SAT-SUN";
const zone = "must be the name of a time zone of the IANA, such as Asia/Tokyo or Etc/UTC";
const length = "must leave the app open for 30 minutes or more, and closed for 30 minutes or more";
const noHours = 'must be JSON of opening hours, such as {"open":"08:00","close":"19:00","days":"MON-FRI","timezone":"Asia/Tokyo"}';

function hours(changed: object, part: string, message: string): BadConfig {
    const value = JSON.stringify({ open: "08:00", close: "19:00", days: "MON-FRI", timezone: "Asia/Tokyo", ...changed });
    return one("schedule", value, part === "" ? noHours : `has "${part}", which ${message}`);
}

const noVariables = 'must be JSON of variables and their texts, such as {"GREETING":"Hello"}';
const shape = "must be the name of a variable: letters, digits and underscores, no digit first";
const own = "is the stack's own, or AWS's, or the image's";
const secret = "looks like a secret: keep it in Secrets Manager, and name it in the setting secrets";

function variable(name: string, value: unknown, message: string): BadConfig {
    return one("environment", JSON.stringify({ GOOD: "1", [name]: value }), `has "${name}", which ${message}`);
}

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3";
const parameterArn = "arn:aws:ssm:us-east-1:123456789012:parameter/team/key";
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";
const noReference =
    "must be the whole ARN of a secret in Secrets Manager or of a parameter, or an object with arn, a key of the secret's JSON, and the ARN of a kmsKey";
const noSecrets =
    'must be JSON of variables and ARNs, such as {"DATABASE_URL":"arn:aws:secretsmanager:us-east-1:123456789012:secret:database-a1b2c3"}';

function reference(value: object, part: string, message: string): BadConfig {
    return one("secrets", JSON.stringify({ KEY: value }), `has "${part}", which ${message}`);
}

const wholeAction = "must be one whole action, such as s3:GetObject, without a wildcard";
const power = "must not be an action by which the app could give itself more permissions, or say who reaches it";
const oneResource =
    "must be the ARN of one resource; a wildcard may only stand for what is in a bucket, or behind a colon after a whole name";
const statement = "must be a statement of Action and Resource, with a Condition and a Sid where it needs them, and nothing else";
const noPolicy = 'must be a JSON list of IAM statements, such as [{"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}]';

function allow(changed: object, part: string, message: string): BadConfig {
    const value = JSON.stringify([{ Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*", ...changed }]);
    return one("taskPolicy", value, `has "0${part}", which ${message}`);
}

/** Bad values of the settings of capacity and of the app's environment. */
export const badCapacity: readonly BadConfig[] = [
    ...["1", "101", "many"].map((value) => one("maxCount", value, count)),
    ...["9", "91", "50%"].map((value) => beside({ maxCount: "4" }, one("targetCpu", value, percent))),
    ...["yes", "1"].map((value) => one("spot", value, "must be true or false")),
    ...["08:00-19:00", "[]", '"08:00"'].map((value) => one("schedule", value, noHours)),
    hours({ holidays: true }, "", ""),
    ...["8:00", "24:00", "08:60", "cron(0 8 * * ? *)"].map((open) => hours({ open }, "open", clock)),
    hours({ close: undefined }, "close", "must be a time"),
    ...["Monday", "MON-", "mon-fri", "MON, TUE", ""].map((value) => hours({ days: value }, "days", days)),
    ...["JST", "Asia/Nowhere", "asia/tokyo", "+09:00"].map((timezone) => hours({ timezone }, "timezone", zone)),
    ...["08:00", "08:29", "07:31"].map((close) => hours({ close }, "close", length)),
    ...["GREETING=Hello", "[]"].map((value) => one("environment", value, noVariables)),
    variable("GREETING", 1, "must be a text"),
    ...["1ST", "MY-NAME", "MY NAME", ""].map((name) => variable(name, "1", shape)),
    ...["ALB_ARN", "COGNITO_NEW", "SESSION_TIMEOUT", "APP_URL", "APP_GROUPS", "PAGE_GROUPS", "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION"].map(
        (name) => variable(name, "1", own),
    ),
    ...["PATH", "PYTHONPATH", "LD_PRELOAD", "SSL_CERT_FILE", "SSLKEYLOGFILE", "OPENSSL_CONF", "UVICORN_WORKERS", "FORWARDED_ALLOW_IPS"].map(
        (name) => variable(name, "1", own),
    ),
    ...["GCONV_PATH", "GLIBC_TUNABLES", "BASH_ENV", "ENV", "PYTHONSTARTUP", "SESSION_LEASE"].map((name) => variable(name, "1", own)),
    ...["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ECS_CONTAINER_METADATA_URI_V4"].map((name) => variable(name, "1", own)),
    ...["DB_PASSWORD", "api_key", "CLIENT_SECRET", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY"].map((name) => variable(name, "x", secret)),
    ...["DB_PWD", "SMTP_PASS", "KEY_PASSPHRASE", "JWT_SIGNING_KEY", "ENCRYPTION_KEY", "GITHUB_PAT"].map((name) =>
        variable(name, "x", secret),
    ),
    variable("DATABASE", "postgres://ada:hunter2@db.example.com/orders", secret),
    variable("ID", "AKIAIOSFODNN7EXAMPLE", secret),
    variable("DATABASE", "Server=db;Uid=ada;Pwd=hunter2", secret),
    one("environment", JSON.stringify({ TEXT: "x".repeat(32_768) }), 'has "*", which must have at most 32,768 characters in all'),
    one("secrets", "none", noSecrets),
    ...["database", secretArn.slice(0, -7), `${secretArn}:url::`, "arn:aws:s3:::bucket", `${parameterArn}/`, 1].map((value) =>
        one("secrets", JSON.stringify({ KEY: value }), `has "KEY", which ${noReference}`),
    ),
    ...[{}, { arn: secretArn, x: 1 }].map((value) => one("secrets", JSON.stringify({ KEY: value }), `has "KEY", which ${noReference}`)),
    reference({ arn: secretArn, key: "a:b" }, "KEY.key", "must be a key of the secret's JSON, without colons"),
    reference({ arn: parameterArn, key: "a" }, "KEY", "has no keys, because it is a parameter"),
    reference({ arn: secretArn, kmsKey: "alias/own" }, "KEY.kmsKey", "must be the ARN of a key of the Key Management Service"),
    one("secrets", JSON.stringify({ ALB_ARN: secretArn }), `has "ALB_ARN", which ${own}`),
    ...["s3:GetObject", "{}"].map((value) => one("taskPolicy", value, noPolicy)),
    ...["*", "s3:*", "s3:Get*", "GetObject"].map((Action) => allow({ Action }, ".Action", wholeAction)),
    ...[
        ...["iam:PassRole", "sts:GetFederationToken", "organizations:LeaveOrganization"],
        // Who may use a resource, its own policy says as well; and code of another's runs by that one's role.
        ...["s3:PutBucketPolicy", "s3:PutObjectAcl", "kms:PutKeyPolicy", "kms:CreateGrant", "secretsmanager:PutResourcePolicy"],
        ...["lambda:AddPermission", "lambda:UpdateFunctionCode", "lambda:updatefunctioncode", "sqs:SetQueueAttributes"],
        ...["ecs:ExecuteCommand", "ssm:SendCommand", "cloudformation:UpdateStack", "codebuild:StartBuild"],
        ...["batch:SubmitJob", "glue:RunStatement", "cognito-idp:AdminCreateUser", "elasticloadbalancing:ModifyRule"],
    ].map((Action) => allow({ Action }, ".Action", power)),
    allow({ Action: [] }, ".Action", "must name one or more"),
    ...["*", "arn:aws:s3:::*", "arn:aws:s3:::reports*", "reports", "arn:aws:dynamodb:*:123456789012:table/orders"].map((Resource) =>
        allow({ Resource }, ".Resource", oneResource),
    ),
    allow({ Resource: ["arn:aws:dynamodb:us-east-1:123456789012:table/*"] }, ".Resource", oneResource),
    allow({ Effect: "Deny" }, ".Effect", "must be Allow: what is not allowed is denied"),
    allow({ NotAction: "iam:*" }, "", statement),
    allow({ Sid: "no-hyphens" }, ".Sid", "must have letters and digits only"),
    one(
        "taskPolicy",
        JSON.stringify([{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::reports/${"x".repeat(9_000)}` }]),
        'has "*", which must have at most 9,000 characters in all',
    ),
];

/** Values that are wrong beside each other, or beside the region. */
export const badCapacityCombinations: readonly BadConfig[] = [
    ...["2", "3"].map((maxCount) => {
        const rule = "must be more than desiredCount, which is 3; without it, so many tasks always run";
        return {
            config: { desiredCount: "3", maxCount },
            problems: [{ key: "maxCount", value: maxCount, rule, mend: "pulumi config rm maxCount" }],
        };
    }),
    {
        config: { targetCpu: "50" },
        problems: [{ key: "targetCpu", value: "50", rule: "has an effect only with maxCount", mend: "pulumi config rm targetCpu" }],
    },
    {
        config: { environment: '{"KEY_FILE":"x"}', secrets: JSON.stringify({ KEY_FILE: secretArn }) },
        problems: [
            {
                key: "secrets",
                value: "KEY_FILE",
                rule: "must not be a variable of environment, too",
                mend: { byHand: "Remove it from one of the two." },
            },
        ],
    },
    {
        config: { "aws:region": "eu-west-1", secrets: JSON.stringify({ KEY: { arn: secretArn, kmsKey: keyArn } }) },
        problems: [secretArn, keyArn].map((arn) => ({
            key: "secrets",
            value: "KEY",
            rule: `must be in eu-west-1, the stack's region, and ${arn} is not`,
            mend: { byHand: "Name a copy of it in that region." },
        })),
    },
];

/** The same, beside values that are right. */
function beside(config: BadConfig["config"], bad: BadConfig): BadConfig {
    return { ...bad, config: { ...config, ...bad.config } };
}
