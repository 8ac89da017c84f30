import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { DeclaredStack, type DeclaredResource } from "../../../../local/declared";

export const arns = {
    loadBalancer: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/lb/1",
    https: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/lb/1/2",
    targetGroup: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tasks/3",
    userPool: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Pool",
} as const;

export const forward = { type: "forward", targetGroupArn: arns.targetGroup };

export const authenticate = {
    type: "authenticate-cognito",
    authenticateCognito: { userPoolArn: arns.userPool, userPoolClientId: "client-id", userPoolDomain: "login-prefix" },
};

type Inputs = Readonly<Record<string, unknown>>;

/** A resource as an evaluation records it; its state is its inputs and the ARN. */
export function resource(
    type: string,
    name: string,
    inputs: Inputs,
    made: { readonly id?: string; readonly arn?: string } = {},
): DeclaredResource {
    return {
        urn: `urn:pulumi:dev::example::${type}::${name}`,
        type,
        name,
        custom: true,
        dependencies: [],
        inputs,
        state: { ...inputs, ...(made.arn === undefined ? {} : { arn: made.arn }) },
        id: made.id ?? made.arn ?? `${name}-id`,
        options: { protect: false, ignoreChanges: [], deleteBeforeReplace: false, retainOnDelete: false },
    };
}

const dockerfile = `FROM python:3.13
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH HOME=/tmp GREETING="hello world" DATA=/app/data
CMD ["streamlit", "run", "/app/app.py"]
`;

/** The smallest stack that the local run serves: one of each kind, with as few inputs as AWS allows. */
export const smallest: readonly DeclaredResource[] = [
    resource("aws:lb/loadBalancer:LoadBalancer", "lb", {}, { arn: arns.loadBalancer }),
    resource(
        "aws:lb/listener:Listener",
        "https",
        {
            loadBalancerArn: arns.loadBalancer,
            port: 443,
            protocol: "HTTPS",
            sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "403" } }],
        },
        { arn: arns.https },
    ),
    resource(
        "aws:lb/listenerRule:ListenerRule",
        "page",
        {
            listenerArn: arns.https,
            priority: 200,
            conditions: [{ hostHeader: { values: ["app.example.com"] } }],
            actions: [authenticate, forward],
        },
        { arn: `${arns.https}/page` },
    ),
    resource("aws:lb/targetGroup:TargetGroup", "tasks", { port: 8501, targetType: "ip" }, { arn: arns.targetGroup }),
    resource(
        "aws:cognito/userPool:UserPool",
        "users",
        { adminCreateUserConfig: { allowAdminCreateUserOnly: true } },
        { id: "us-east-1_Pool", arn: arns.userPool },
    ),
    resource("aws:cognito/userPoolClient:UserPoolClient", "client", { userPoolId: "us-east-1_Pool" }, { id: "client-id" }),
    resource("aws:cognito/userPoolDomain:UserPoolDomain", "domain", { userPoolId: "us-east-1_Pool", domain: "login-prefix" }),
    resource("docker:index/image:Image", "image", { imageName: "registry/app:latest", build: { context: "./app" } }),
    resource("awsx:ecs:FargateService", "service", {
        loadBalancers: [{ targetGroupArn: arns.targetGroup, containerName: "app", containerPort: 8501 }],
        taskDefinitionArgs: { container: { name: "app", image: "registry/app:latest" } },
    }),
];

/** A stack of resources, with some of their inputs changed. */
export function stackOf(resources: readonly DeclaredResource[], changes: Readonly<Record<string, Inputs>> = {}): DeclaredStack {
    const changed = resources.map((one) => {
        const change = changes[one.name];
        return change === undefined ? one : { ...one, inputs: { ...one.inputs, ...change }, state: { ...one.state, ...change } };
    });
    return new DeclaredStack("example", "dev", "us-east-1", changed, {});
}

/** A program's folder with an app and its Dockerfile. */
export function projectFolder(text = dockerfile): string {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "plan-"));
    fs.mkdirSync(path.join(directory, "app"));
    fs.writeFileSync(path.join(directory, "app", "Dockerfile"), text);
    return directory;
}
