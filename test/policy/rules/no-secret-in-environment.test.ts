import { noSecretInEnvironment } from "../../../policy/rules/no-secret-in-environment";
import { serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const variable = (name: string, value: string) => [serviceOf({ environment: [{ name, value }] })];

describeRule(noSecretInEnvironment, {
    holds: { "for what anyone may know": variable("MAX_TOKENS", "postgres://db.example.com:5432/orders") },
    violated: {
        "by a password": [variable("DB_PASSWORD", "x"), "the variable DB_PASSWORD looks like a secret"],
        "by the client's secret": [variable("cognito_client_secret", "x"), "the variable cognito_client_secret looks like a secret"],
        "by a token": [variable("GITHUB_TOKEN", "x"), "the variable GITHUB_TOKEN looks like a secret"],
        "by an address with a password": [
            variable("DATABASE", "postgres://ada:hunter2@db.example.com/orders"),
            "the variable DATABASE looks like a secret",
        ],
        "by an access key under another name": [variable("ID", "AKIAIOSFODNN7EXAMPLE"), "the variable ID looks like a secret"],
    },
});
