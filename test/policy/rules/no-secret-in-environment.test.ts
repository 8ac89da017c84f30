import { types } from "../../../declared/types";
import { noSecretInEnvironment } from "../../../policy/rules/no-secret-in-environment";
import { resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const variable = (name: string, value: string) => [serviceOf({ environment: [{ name, value }] })];

describeRule(noSecretInEnvironment, {
    holds: {
        "for what anyone may know": variable("MAX_TOKENS", "postgres://db.example.com:5432/orders"),
        "for words that only look like one": [
            "COMPASS",
            "PASSENGERS",
            "REPORTS_BUCKET",
            "BYPASS_CACHE",
            "PATTERN",
            "FILE_PATH",
            "PARTITION_KEY",
        ].flatMap((name) => variable(name, "task-1234567890123456789012 password: see the wiki")),
        "for a function without variables": [resource(types.lambdaFunction)],
    },
    violated: {
        "by a function's password": [
            [resource(types.lambdaFunction, { environment: { variables: { DB_PASSWORD: "x" } } })],
            "the variable DB_PASSWORD looks like a secret",
        ],
        "by a password": [variable("DB_PASSWORD", "x"), "the variable DB_PASSWORD looks like a secret"],
        "by the client's secret": [variable("cognito_client_secret", "x"), "the variable cognito_client_secret looks like a secret"],
        "by a token": [variable("GITHUB_TOKEN", "x"), "the variable GITHUB_TOKEN looks like a secret"],
        "by an address with a password": [
            variable("DATABASE", "postgres://ada:hunter2@db.example.com/orders"),
            "the variable DATABASE looks like a secret",
        ],
        ...Object.fromEntries(
            ["DBPWD", "db_pass", "SMTP_PASS_FILE", "KEY_PASSPHRASE", "JWT_SIGNING_KEY", "ENCRYPTIONKEY", "GITHUB_PAT"].map(
                (name) => [`by the name ${name}`, [variable(name, "x"), `the variable ${name} looks like a secret`]] as const,
            ),
        ),
        ...Object.fromEntries(
            [
                `ghp_${"a1B2".repeat(9)}`,
                `github_pat_${"a1B2_".repeat(9)}`,
                `sk-proj-${"a1B2".repeat(9)}`,
                "-----BEGIN PRIVATE KEY-----\nMIIE",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
                "Server=db;User Id=ada;Password=hunter2;",
                "host=db user=ada password = hunter2",
                "Server=db;Uid=ada;pwd=hunter2",
            ].map(
                (value) =>
                    [`by the value ${JSON.stringify(value)}`, [variable("IT", value), "the variable IT looks like a secret"]] as const,
            ),
        ),
        "by an access key under another name": [variable("ID", "AKIAIOSFODNN7EXAMPLE"), "the variable ID looks like a secret"],
    },
});
