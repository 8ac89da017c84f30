import { types } from "../../../declared/types";
import { singleSignOn } from "../../unit/support/single-sign-on";
import { edit, end, under, type Mutation, type Step } from "../mutation";

const service = [types.awsxFargateService, "streamlit"] as const;
const page = [types.listenerRule, "streamlit-page"] as const;
const image = [types.image, "streamlit-app-image"] as const;
const pool = [types.userPool, "streamlit-users"] as const;
const client = [types.userPoolClient, "streamlit-load-balancer"] as const;
const people = [types.lambdaFunction, "streamlit-allowed-people"] as const;

const container = (...steps: Step[]): [string, ...Step[]] => ["taskDefinitionArgs", "container", ...steps];
const task = (...steps: Step[]): [string, ...Step[]] => ["taskDefinitionArgs", ...steps];
const layer = "arn:aws:lambda:us-east-1:999999999999:layer:evil:1";

/** What the program never asks for, and no rule looks at. */
export const inputMutations: readonly Mutation[] = [
    edit("ran another command than the server", "known-inputs", service, container("command"), undefined, ["streamlit", "run", "app.py"]),
    edit("ran a shell first", "known-inputs", service, container("entryPoint"), undefined, ["sh", "-c"]),
    edit("ran the server as another user", "known-inputs", service, container("user"), undefined, "1000"),
    edit("took variables out of a file", "known-inputs", service, container("environmentFiles"), undefined, [
        { type: "s3", value: "arn:aws:s3:::evil/variables.env" },
    ]),
    edit("gave tasks a disk of somebody else's", "known-inputs", service, task("volumes", end), undefined, {
        name: "evil",
        efsVolumeConfiguration: { fileSystemId: "fs-12345678" },
    }),
    edit("shared processes between containers", "known-inputs", service, task("pidMode"), undefined, "task"),
    edit("let other services of the account call tasks by name", "known-inputs", service, ["serviceRegistries"], undefined, {
        registryArn: "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1",
    }),
    edit("gave the build an argument", "known-inputs", image, ["build", "args", "PIP_INDEX_URL"], undefined, "https://evil.example/simple"),
    edit("rewrote requests behind a rule", "known-inputs", page, ["transforms"], undefined, [
        { type: "url-rewrite", urlRewriteConfig: { rewrites: [{ regex: "^/(.*)$", replace: "/_stcore/$1" }] } },
    ]),
    edit("matched hosts by an expression", "known-inputs", page, ["conditions", 0, "hostHeader", "regexValues"], undefined, ["^.*$"]),
    edit(
        "let the client send people elsewhere by default",
        "known-inputs",
        client,
        ["defaultRedirectUri"],
        undefined,
        "https://evil.example/",
    ),
    edit("sent the pool's mail in another's name", "known-inputs", pool, ["emailConfiguration"], undefined, {
        emailSendingAccount: "DEVELOPER",
        sourceArn: "arn:aws:ses:us-east-1:999999999999:identity/evil.example",
    }),
    ...under(singleSignOn.config, [
        edit("ran a layer beside the function", "known-inputs", people, ["layers"], undefined, [layer]),
        edit(
            "loaded code before the function's",
            "known-inputs",
            people,
            ["environment", "variables", "NODE_OPTIONS"],
            undefined,
            "--import=x",
        ),
        edit("took the function's code out of an image", "known-inputs", people, ["imageUri"], undefined, "evil/function:1"),
    ]),
    ...under({ groups: '{"analysts":[]}' }, [
        edit(
            "gave a group a role",
            "known-inputs",
            [types.userGroup, "streamlit-analysts"],
            ["roleArn"],
            undefined,
            "arn:aws:iam::123456789012:role/admin",
        ),
    ]),
];
