import { serverVariables } from "../../../policy/rules/server-variables";
import { serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const variables = (...names: string[]) => ({ environment: names.map((name) => ({ name, value: "1" })) });
const service = (...names: string[]) => [serviceOf(variables("ALB_ARN", "APP_GROUPS", "STREAMLIT_SERVER_PORT", ...names))];
const secrets = (...names: string[]) => ({ secrets: names.map((name) => ({ name, valueFrom: "arn" })) });
const taken = (name: string) => `the variable ${name} is the stack's own, or AWS's, or the image's`;

describeRule(serverVariables, {
    holds: {
        "for the stack's own": service(),
        "for the app's own": service("GREETING", "STREAMLIT_SERVER_MAX_UPLOAD_SIZE"),
        "for a secret of the app's": [serviceOf({ ...variables("ALB_ARN"), ...secrets("DATABASE_URL") })],
    },
    violated: {
        ...Object.fromEntries(
            [
                ...["SESSION_LEASE", "SESSION_HEARTBEAT", "COGNITO_OTHER", "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION", "PYTHONPATH"],
                ...["LD_PRELOAD", "GCONV_PATH", "GLIBC_TUNABLES", "BASH_ENV", "SSL_CERT_FILE", "WEBSOCKETS_MAX_LINE_LENGTH"],
            ].map((name) => [`by ${name}`, [service(name), taken(name)]] as const),
        ),
        "in a task definition": [[taskDefinitionOf(variables("SESSION_LEASE"))], taken("SESSION_LEASE")],
        "by a name that is none": [
            service("MY-NAME"),
            "the variable MY-NAME must be the name of a variable: letters, digits and underscores, no digit first",
        ],
        "by one of the stack's own, again": [service("ALB_ARN"), "the variable ALB_ARN is there twice"],
        "by a secret in place of the stack's own": [[serviceOf(secrets("ALB_ARN"))], taken("ALB_ARN")],
        "by a secret beside a variable": [
            [serviceOf({ ...variables("GREETING"), ...secrets("GREETING") })],
            "the variable GREETING is there twice",
        ],
    },
});
