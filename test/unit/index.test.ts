import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { evaluate } from "../../local/evaluate";
import { declare, repository, stackConfig } from "./support/declare";
import { label, output, tree, types } from "./support/resources";

/** Everything that the stack `dev` registers, each with its parent; a certificate of its own included. */
const everything = [
    "App streamlit < Stack streamlit-cognito-dev",
    "Auth streamlit < Stack streamlit-cognito-dev",
    "Certificate streamlit-certificate < Certificate streamlit-certificate",
    "Certificate streamlit-certificate < LoadBalancer streamlit",
    "CertificateValidation streamlit-certificate-issued < Certificate streamlit-certificate",
    "Client streamlit < App streamlit",
    "Cluster streamlit < Stack streamlit-cognito-dev",
    "Cluster streamlit-cluster < Cluster streamlit",
    "FargateService streamlit < Service streamlit",
    "Image streamlit-app < Service streamlit",
    "Image streamlit-app-image < Image streamlit-app",
    "Image streamlit-app-server < Image streamlit-app",
    "LifecyclePolicy streamlit-app-lifecycle < Image streamlit-app",
    "Listener streamlit-http < LoadBalancer streamlit",
    "Listener streamlit-https < LoadBalancer streamlit",
    "ListenerRule streamlit-machine < Service streamlit",
    "ListenerRule streamlit-page < Service streamlit",
    "ListenerRule streamlit-signed-out < Service streamlit",
    "LoadBalancer streamlit < LoadBalancer streamlit",
    "LoadBalancer streamlit < Stack streamlit-cognito-dev",
    "LogGroup streamlit-logs < Service streamlit",
    "Network streamlit < Stack streamlit-cognito-dev",
    "Record streamlit-alias < LoadBalancer streamlit",
    "Record streamlit-certificate-validation < Certificate streamlit-certificate",
    "Repository streamlit-app < Image streamlit-app",
    "Role streamlit-execution < Roles streamlit",
    "Role streamlit-task < Roles streamlit",
    "RolePolicy streamlit-execution < Roles streamlit",
    "Roles streamlit < Service streamlit",
    "SecurityGroup streamlit-load-balancer < Network streamlit",
    "SecurityGroup streamlit-task < Network streamlit",
    "SecurityGroupEgressRule streamlit-load-balancer-out-task < Network streamlit",
    "SecurityGroupEgressRule streamlit-load-balancer-out-user-pool < Network streamlit",
    "SecurityGroupEgressRule streamlit-task-out < Network streamlit",
    "SecurityGroupIngressRule streamlit-load-balancer-in-443 < Network streamlit",
    "SecurityGroupIngressRule streamlit-load-balancer-in-80 < Network streamlit",
    "SecurityGroupIngressRule streamlit-task-in-load-balancer < Network streamlit",
    "Service streamlit < App streamlit",
    "Stack streamlit-cognito-dev",
    "TargetGroup streamlit-tasks < Service streamlit",
    "UserPool streamlit-users < Auth streamlit",
    "UserPoolClient streamlit-load-balancer < Client streamlit",
    "UserPoolDomain streamlit-login < Auth streamlit",
    "Vpc streamlit-vpc < Network streamlit",
];

/** What AWS (or the Docker provider) takes no tags for, as far as the program uses it. Source: each resource's page in the Pulumi Registry. */
const untaggable: readonly string[] = [
    types.certificateValidation,
    types.record,
    types.userPoolClient,
    types.userPoolDomain,
    types.lifecyclePolicy,
    types.image,
    types.rolePolicy,
];

describe("index", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    it("registers these resources in this tree, and nothing else", () => {
        assert.deepEqual(tree(stack), everything);
    });

    // Renaming a type token replaces the component's children in a deployed stack.
    it("builds components of these types, and nothing but them under the stack", () => {
        const known: readonly string[] = Object.values(types);
        assert.deepEqual(
            stack.resources.filter(({ type }) => !known.includes(type)),
            [],
        );
        const root = stack.one(types.stack).urn;
        const components = stack.resources.filter(({ parent }) => parent === root).map(({ type }) => type);
        assert.deepEqual(
            components.sort(),
            [types.app, types.auth, types.clusterComponent, types.loadBalancerComponent, types.network].sort(),
        );
    });

    // Without it, the engine takes a component as unfinished, and the CLI shows it so.
    it("ends the registration of each component with its outputs", () => {
        const components = stack.resources.filter(({ type }) => type.startsWith("streamlit-cognito:"));
        assert.equal(components.length, 10);
        assert.deepEqual(components.filter(({ outputs = {} }) => Object.keys(outputs).length === 0).map(label), []);
    });

    // A resource that is made in an `apply` would only show up once it is deployed.
    it("registers the same tree at the preview of a new stack, where no id and no output is known", async () => {
        const preview = await evaluate({ directory: repository, ...stackConfig(), preview: true });
        assert.deepEqual(tree(preview), everything);
        assert.equal(preview.outputs["url"], "https://streamlit.example.com");
        assert.equal(preview.outputs["userPoolId"], undefined);
    });

    // Two resources of one type and name would share a URN: a deployment refuses them, and mocks lose one.
    it("gives every resource a URN of its own", () => {
        const urns = stack.resources.map(({ urn }) => urn);
        assert.equal(new Set(urns).size, urns.length);
    });

    it("registers the four certificate resources only where it issues the certificate", async () => {
        const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";
        const named = await declare({ config: { certificateArn } });
        const without = everything.filter((line) => !line.includes("streamlit-certificate"));
        assert.equal(without.length, everything.length - 4);
        assert.deepEqual(tree(named), without);
    });

    it("registers one policy more where ECS Exec is on", async () => {
        const withExec = await declare({ config: { exec: "true" } });
        assert.deepEqual(tree(withExec), [...everything, "RolePolicy streamlit-task-exec < Roles streamlit"].sort());
    });

    it("tags everything that takes tags with project and stack", async () => {
        const other = await declare({ project: "other-project", stack: "prod" });
        const taggable = other.resources.filter(({ custom, type }) => custom && !untaggable.includes(type));
        assert.equal(taggable.length, 22);
        const tags = { "pulumi:project": "other-project", "pulumi:stack": "prod" };
        for (const resource of [...taggable, other.one(types.vpc), other.one(types.fargateService)]) {
            const name = resource.type === types.securityGroup ? { Name: resource.name } : {};
            assert.deepEqual(resource.inputs["tags"], { ...tags, ...name }, label(resource));
        }
        const { taskDefinitionArgs } = other.one(types.fargateService).inputs as { taskDefinitionArgs: { tags: unknown } };
        assert.deepEqual(taskDefinitionArgs.tags, tags);
    });

    // `pulumi destroy` must leave nothing, in one step. A pool has one domain, so that another can only come after it.
    it("protects and keeps nothing, ignores no change, and deletes nothing but the login page before its replacement", () => {
        const plain = { protect: false, ignoreChanges: [], deleteBeforeReplace: false, retainOnDelete: false };
        for (const resource of stack.resources) {
            const expected = { ...plain, deleteBeforeReplace: resource.type === types.userPoolDomain };
            assert.deepEqual(resource.options, expected, label(resource));
        }
    });

    it("exports what the owner needs, and no secret", () => {
        const userPoolId = stack.one(types.userPool).id;
        assert.deepEqual(stack.outputs, {
            url: "https://streamlit.example.com",
            loginUrl: `https://${String(stack.one(types.userPoolDomain).inputs["domain"])}.auth.us-east-1.amazoncognito.com`,
            region: "us-east-1",
            userPoolId,
            userPoolClientId: stack.one(types.userPoolClient).id,
            repositoryUrl: output(stack, types.repository, "repositoryUrl"),
            logGroup: output(stack, types.logGroup, "name"),
            cluster: output(stack, types.cluster, "name"),
            service: "streamlit",
            addUser:
                `aws cognito-idp admin-create-user --region us-east-1 --user-pool-id ${userPoolId} --username NAME ` +
                "--user-attributes Name=email,Value=ADDRESS Name=email_verified,Value=true Name=nickname,Value=NAME",
        });
    });

    it("exports a command that gives a new user every attribute that the pool requires", () => {
        const schemas = stack.one(types.userPool).inputs["schemas"] as { name: string; required: boolean }[];
        for (const { name } of schemas.filter(({ required }) => required)) {
            assert.ok(String(stack.outputs["addUser"]).includes(` Name=${name},Value=`), name);
        }
    });
});
