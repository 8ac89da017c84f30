import { types } from "../../../declared/types";
import { edit, end, remove, stateOf, whatever, type Mutation, type Step } from "../mutation";

const service = [types.awsxFargateService, "streamlit"] as const;
const image = [types.image, "streamlit-app-image"] as const;
const server = [types.image, "streamlit-app-server"] as const;

const container = (...steps: Step[]): [string, ...Step[]] => ["taskDefinitionArgs", "container", ...steps];
const digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/** What tasks run, and the variables that tell the server what to do. */
export const imageMutations: readonly Mutation[] = [
    edit("ran somebody else's image by its digest", "own-image", service, container("image"), whatever, `evil/streamlit${digest}`),
    edit("ran the server without an app", "own-image", service, container("image"), whatever, stateOf(server, "repoDigest")),
    edit("built the app without the server", "own-image", image, ["build", "args", "SERVER_IMAGE"], whatever, undefined),
    edit("built the app with another server", "own-image", image, ["build", "args", "SERVER_IMAGE"], whatever, `evil/server${digest}`),
    edit("built the server out of another folder", "own-image", server, ["build", "context"], "./server", "./samples"),
    edit("put the whole project into the image", "own-image", image, ["build", "context"], "./streamlit", "."),
    edit("built the app by another Dockerfile", "own-image", image, ["build", "dockerfile"], "./streamlit/Dockerfile", "./evil/Dockerfile"),
    edit("pushed the image to somebody else's registry", "own-image", image, ["imageName"], whatever, "evil.example/streamlit:image"),
    edit("logged in to somebody else's registry", "own-image", image, ["registry", "server"], whatever, "evil.example"),
    remove("built no server", "own-image", server),
    edit("let websockets live on without a session", "server-variables", service, container("environment", end), undefined, {
        name: "SESSION_LEASE",
        value: "86400",
    }),
    edit("loaded a library before the server", "server-variables", service, container("environment", end), undefined, {
        name: "LD_PRELOAD",
        value: "/tmp/evil.so",
    }),
    edit("took the address of the keys out of a secret", "server-variables", service, container("secrets"), undefined, [
        { name: "COGNITO_JWKS_URL", valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/url" },
    ]),
    edit("told the server of no groups", "groups-of-pool", service, container("environment", { name: "PAGE_GROUPS" }), whatever, undefined),
    edit(
        "opened a page to a group that is not there",
        "groups-of-pool",
        service,
        container("environment", { name: "PAGE_GROUPS" }, "value"),
        "{}",
        '{"app.py":["everybody"]}',
    ),
];
