import { types } from "../../../declared/types";
import { add, edit, end, option, remove, stateOf, whatever, type Mutation, type Step } from "../mutation";

const service = [types.awsxFargateService, "streamlit"] as const;
const targets = [types.targetGroup, "streamlit-tasks"] as const;
const logs = [types.logGroup, "streamlit-logs"] as const;
const repository = [types.repository, "streamlit-app"] as const;
const lifecycle = [types.lifecyclePolicy, "streamlit-app-lifecycle"] as const;

const container = (...steps: Step[]): [string, ...Step[]] => ["taskDefinitionArgs", "container", ...steps];
const variable = (name: string): [string, ...Step[]] => container("environment", { name }, "value");

/** Tasks, what they run, and how the load balancer treats them. */
export const taskMutations: readonly Mutation[] = [
    edit(
        "ran an image by its tag",
        "image-by-digest",
        service,
        container("image"),
        whatever,
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/streamlit-app:image",
    ),
    edit("ran the latest of somebody else's image", "image-by-digest", service, container("image"), whatever, "streamlit/streamlit:latest"),
    edit("made the root file system writable", "container-hardened", service, container("readonlyRootFilesystem"), true, false),
    edit("gave the container all privileges", "container-hardened", service, container("privileged"), undefined, true),
    edit("ran the container as root", "container-hardened", service, container("user"), undefined, "root"),
    edit(
        "let the container trace other processes",
        "container-hardened",
        service,
        container("linuxParameters", "capabilities"),
        undefined,
        { add: ["SYS_PTRACE"] },
    ),
    edit("opened shells in tasks by hand", "container-hardened", service, ["enableExecuteCommand"], false, true),
    edit("put a password into the environment", "no-secret-in-environment", service, container("environment", end), undefined, {
        name: "DATABASE_PASSWORD",
        value: "hunter2",
    }),
    edit("put a password into a connection string", "no-secret-in-environment", service, container("environment", end), undefined, {
        name: "DATABASE",
        value: "Server=db;Uid=ada;Pwd=hunter2",
    }),
    edit(
        "put an access key into the environment",
        "no-secret-in-environment",
        service,
        variable("PAGE_GROUPS"),
        "{}",
        "AKIAIOSFODNN7EXAMPLE",
    ),
    edit(
        "believed another load balancer's signature",
        "server-trusts-own-stack",
        service,
        variable("ALB_ARN"),
        whatever,
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/other/1",
    ),
    edit(
        "believed another user pool's tokens",
        "server-trusts-own-stack",
        service,
        variable("COGNITO_USER_POOL_ID"),
        whatever,
        "us-east-1_other",
    ),
    edit(
        "took the load balancer's keys from somebody else",
        "server-trusts-own-stack",
        service,
        variable("ALB_PUBLIC_KEYS_URL"),
        "https://public-keys.auth.elb.us-east-1.amazonaws.com",
        "https://keys.evil.example.com",
    ),
    edit(
        "took another user pool's keys",
        "server-trusts-own-stack",
        service,
        variable("COGNITO_JWKS_URL"),
        whatever,
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other/.well-known/jwks.json",
    ),
    edit(
        "sent people who sign out to another login page",
        "server-trusts-own-stack",
        service,
        variable("COGNITO_LOGIN_URL"),
        whatever,
        "https://somebody-else.auth.us-east-1.amazoncognito.com",
    ),
    edit(
        "told the server another address of the app",
        "server-trusts-own-stack",
        service,
        variable("APP_URL"),
        "https://streamlit.example.com",
        "https://evil.example.com",
    ),
    edit("believed tokens for another client", "server-trusts-own-stack", service, variable("COGNITO_CLIENT_ID"), whatever, "another"),
    edit(
        "let signing out remove another cookie",
        "server-trusts-own-stack",
        service,
        variable("SESSION_COOKIE_NAME"),
        "AWSELBAuthSessionCookie",
        "Other",
    ),
    edit(
        "let signing out end elsewhere than Cognito allows",
        "server-trusts-own-stack",
        service,
        variable("SIGNED_OUT_URL"),
        "https://streamlit.example.com/signed-out",
        "https://streamlit.example.com/",
    ),
    edit(
        "let the server think that sessions last for ever",
        "server-trusts-own-stack",
        service,
        variable("SESSION_TIMEOUT"),
        "43200",
        "999999999",
    ),
    edit("pinged less often than the load balancer waits", "idle-timeout", service, container("environment", end), undefined, {
        name: "STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL",
        value: "600",
    }),
    edit(
        "logged to a group that ECS makes",
        "logs-to-own-group",
        service,
        container("logConfiguration", "options", "awslogs-group"),
        whatever,
        "/ecs/streamlit",
    ),
    edit("logged nothing", "logs-to-own-group", service, container("logConfiguration"), whatever, undefined),
    edit("kept logs for ever", "log-retention", logs, ["retentionInDays"], 30, 0),
    edit("left the logs' retention to AWS", "log-retention", logs, ["retentionInDays"], 30, undefined),
    edit("kept the log group after the stack", "deletable", logs, ["skipDestroy"], undefined, true),
    edit(
        "ran the app with the role that starts it",
        "roles-apart",
        service,
        ["taskDefinitionArgs", "taskRole", "roleArn"],
        whatever,
        stateOf([types.role, "streamlit-execution"], "arn"),
    ),
    edit(
        "ran the app with a role of somebody else",
        "roles-apart",
        service,
        ["taskDefinitionArgs", "taskRole", "roleArn"],
        whatever,
        "arn:aws:iam::123456789012:role/admin",
    ),
    edit(
        "removed stickiness",
        "sticky-sessions",
        targets,
        ["stickiness"],
        { enabled: true, type: "lb_cookie", cookieDuration: 43_200 },
        undefined,
    ),
    edit("turned stickiness off", "sticky-sessions", targets, ["stickiness", "enabled"], true, false),
    edit("let stickiness end before the session", "sticky-sessions", targets, ["stickiness", "cookieDuration"], 43_200, 60),
    edit("asked any page whether a task is healthy", "health-check", targets, ["healthCheck", "path"], "/_stcore/health", "/"),
    edit("took every answer for healthy", "health-check", targets, ["healthCheck", "matcher"], "200", "200-499"),
    edit("looked at the tasks' health every five minutes", "health-check", targets, ["healthCheck", "interval"], 10, 300),
    edit("took the old task away before the new one works", "deployment-is-safe", service, ["deploymentMinimumHealthyPercent"], 100, 0),
    edit("left a broken deployment as it is", "deployment-is-safe", service, ["deploymentCircuitBreaker", "rollback"], true, false),
    edit("scanned no image", "image-scan", repository, ["imageScanningConfiguration", "scanOnPush"], true, false),
    edit("kept the repository while images are in it", "deletable", repository, ["forceDelete"], true, false),
    option("protected the repository", "deletable", repository, { protect: true }),
    option("kept the repository after the stack", "deletable", repository, { retainOnDelete: true }),
    remove("kept every image for ever", "images-expire", lifecycle),
    edit("expired no image", "images-expire", lifecycle, ["policy", "rules", 1, "action", "type"], "expire", "transition"),
    add("published the image", "private-repository", [types.publicRepository, "streamlit-public"], repository, () => ({
        repositoryName: "streamlit",
    })),
    add("let another account push the image", "private-repository", [types.repositoryPolicy, "streamlit-push"], lifecycle, (stack) => ({
        repository: stack.one(...repository).state["name"],
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::999999999999:root" }, Action: "ecr:PutImage" }],
        }),
    })),
    add("let everyone pull the image", "private-repository", [types.repositoryPolicy, "streamlit-pull"], lifecycle, (stack) => ({
        repository: stack.one(...repository).state["name"],
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }] }),
    })),
];
