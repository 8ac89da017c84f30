import assert from "node:assert/strict";
import * as fs from "node:fs";
import type { DeclaredResource } from "../../../local/declared";
import { planStack, RefusedError } from "../../../local/plan";
import { arns, authenticate, forward, projectFolder, resource, smallest, stackOf } from "./support/example";

type Inputs = Record<string, unknown>;

const container = (more: Inputs) => ({ taskDefinitionArgs: { container: { name: "app", image: "registry/app:latest", ...more } } });
const task = (more: Inputs) => ({ taskDefinitionArgs: { ...container({}).taskDefinitionArgs, ...more } });
const healthCheck = (more: Inputs) => ({ healthCheck: more });
const condition = (one: unknown) => ({ conditions: [one] });
const actions = (...all: unknown[]) => ({ actions: all });
const cognito = (more: Inputs) =>
    actions({ ...authenticate, authenticateCognito: { ...authenticate.authenticateCognito, ...more } }, forward);
const oidc = { type: "authenticate-oidc", authenticateOidc: {} };
const otherGroup = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/other/4";

/** Resource, changed inputs, and what the message must name. */
const changed: readonly (readonly [name: string, inputs: Inputs, what: RegExp])[] = [
    ["lb", { loadBalancerType: "network" }, /loadBalancerType/],
    ["lb", { enableXffClientPort: true }, /enableXffClientPort/],
    ["lb", { enableTlsVersionAndCipherSuiteHeaders: true }, /enableTlsVersionAndCipherSuiteHeaders/],
    ["lb", { desyncMitigationMode: "relaxed" }, /desyncMitigationMode: "relaxed"/],
    ["lb", { somethingNew: true }, /somethingNew: an input that the local run does not know/],
    ["lb", { idleTimeout: "long" }, /idleTimeout: expected a number/],
    ["https", { protocol: "TLS" }, /protocol/],
    ["https", { port: undefined }, /port/],
    ["https", { sslPolicy: undefined }, /sslPolicy: ELBSecurityPolicy-2016-08/],
    ["https", { sslPolicy: "ELBSecurityPolicy-TLS-1-2-2017-01" }, /sslPolicy/],
    ["https", { sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" }, /sslPolicy/],
    ["https", { alpnPolicy: "HTTP2Only" }, /alpnPolicy/],
    ["https", { tcpIdleTimeoutSeconds: 60 }, /tcpIdleTimeoutSeconds/],
    ["https", { mutualAuthentication: { mode: "verify" } }, /mutualAuthentication\.mode/],
    ["https", { routingHttpResponseServerEnabled: false }, /routingHttpResponseServerEnabled/],
    ["https", { routingHttpRequestXAmznTlsVersionHeaderName: "X-Tls" }, /routingHttpRequestXAmznTlsVersionHeaderName/],
    ["https", { routingHttpResponseNewHeaderValue: "x" }, /routingHttpResponseNewHeaderValue/],
    ["https", { loadBalancerArn: "arn:other" }, /loadBalancerArn/],
    ["https", { defaultActions: [] }, /defaultActions/],
    ["https", { defaultActions: [oidc] }, /defaultActions\[0\]\.type: the action "authenticate-oidc"/],
    ["page", { priority: undefined }, /priority/],
    ["page", { transforms: [{ type: "url-rewrite" }] }, /transforms/],
    ["page", { listenerArn: "arn:unknown" }, /listenerArn: no declared listener/],
    ["page", { conditions: [] }, /conditions/],
    ["page", condition({ hostHeader: { regexValues: ["^a"] } }), /conditions\[0\]\.hostHeader\.regexValues/],
    ["page", condition({ pathPattern: { values: [] } }), /pathPattern\.values/],
    ["page", condition({ newCondition: { values: ["a"] } }), /conditions\[0\]\.newCondition/],
    ["page", condition({ sourceIp: { ipAddressType: "ipv6", values: ["::/0"] } }), /sourceIp\.ipAddressType/],
    ["page", actions(oidc, forward), /authenticate-oidc/],
    ["page", actions({ type: "jwt-validation", jwtValidation: {} }, forward), /jwt-validation/],
    ["page", actions(authenticate), /actions: needs/],
    ["page", actions(forward, authenticate), /actions: needs/],
    ["page", actions(forward, forward), /actions: after forward nothing/],
    ["page", actions(authenticate, authenticate, forward), /actions: needs/],
    ["page", actions({ ...forward, newSetting: 1 }), /actions\[0\]\.newSetting/],
    ["page", actions({ type: "forward", targetGroupArn: otherGroup }), /no declared target group/],
    ["page", actions({ type: "forward" }), /goes to 0 target groups/],
    ["page", actions({ type: "forward", forward: { targetGroups: [{ arn: arns.targetGroup }, { arn: otherGroup }] } }), /2 target groups/],
    ["page", actions({ type: "forward", forward: { targetGroups: [{ arn: arns.targetGroup, weight: 0 }] } }), /goes to 0 target groups/],
    [
        "page",
        actions({ type: "forward", forward: { targetGroups: [{ arn: arns.targetGroup }], stickiness: { enabled: true, duration: 1 } } }),
        /stickiness\.enabled/,
    ],
    ["page", actions({ type: "redirect", redirect: { statusCode: "HTTP_307" } }), /redirect\.statusCode/],
    ["page", cognito({ userPoolArn: "arn:other" }), /userPoolArn: the program declares no such resource/],
    ["page", cognito({ userPoolClientId: "other" }), /userPoolClientId/],
    ["page", cognito({ userPoolDomain: "other" }), /userPoolDomain/],
    ["page", cognito({ onUnauthenticatedRequest: "ask" }), /onUnauthenticatedRequest: "ask"/],
    ["page", cognito({ newSetting: "x" }), /authenticateCognito\.newSetting/],
    ["tasks", { protocol: "HTTPS" }, /protocol/],
    ["tasks", { protocolVersion: "GRPC" }, /protocolVersion/],
    ["tasks", { targetType: "lambda" }, /targetType/],
    ["tasks", { targetType: undefined }, /targetType/],
    ["tasks", { port: undefined }, /port/],
    ["tasks", { loadBalancingAlgorithmType: "weighted_random" }, /loadBalancingAlgorithmType/],
    ["tasks", { loadBalancingAnomalyMitigation: "on" }, /loadBalancingAnomalyMitigation/],
    ["tasks", { stickiness: { type: "app_cookie", cookieName: "a" } }, /stickiness\.type/],
    ["tasks", { targetGroupHealth: { unhealthyStateRouting: { minimumHealthyTargetsCount: 2 } } }, /targetGroupHealth/],
    ["tasks", healthCheck({ protocol: "HTTPS" }), /healthCheck\.protocol/],
    ["tasks", healthCheck({ port: "9000" }), /healthCheck\.port/],
    ["tasks", healthCheck({ enabled: false }), /healthCheck\.enabled/],
    ["users", { lambdaConfig: { preSignUp: "arn" } }, /lambdaConfig/],
    ["users", { deviceConfiguration: {} }, /deviceConfiguration/],
    ["users", { smsConfiguration: { externalId: "x" } }, /smsConfiguration/],
    ["users", { emailMfaConfiguration: { message: "x" } }, /emailMfaConfiguration/],
    ["users", { webAuthnConfiguration: { relyingPartyId: "x" } }, /webAuthnConfiguration/],
    ["users", { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }, /userPoolAddOns\.advancedSecurityMode/],
    ["users", { mfaConfiguration: "OPTIONAL" }, /mfaConfiguration/],
    ["users", { passwordPolicy: { requireEmoji: true } }, /passwordPolicy\.requireEmoji/],
    ["users", { schemas: [{ name: "a", newConstraint: 1 }] }, /schemas\[0\]\.newConstraint/],
    ["client", { userPoolId: "other" }, /userPoolId/],
    ["client", { analyticsConfiguration: { applicationId: "x" } }, /analyticsConfiguration/],
    ["client", { newSetting: 1 }, /newSetting/],
    ["domain", { userPoolId: "other" }, /its domain/],
    ["domain", { managedLoginVersion: 2 }, /managedLoginVersion/],
    ["image", { imageName: "registry/other:latest" }, /no image "registry\/app:latest"/],
    ["image", { build: { context: "./none" } }, /build\.dockerfile: none\/Dockerfile cannot be used/],
    ["image", { build: { context: "./app", target: "none" } }, /no stage named none/],
    ["service", { taskDefinition: "arn" }, /taskDefinition: only taskDefinitionArgs/],
    ["service", { taskDefinitionArgs: undefined }, /taskDefinitionArgs: is missing/],
    ["service", { loadBalancers: [] }, /exactly one target group here, not 0/],
    [
        "service",
        { loadBalancers: [{ targetGroupArn: otherGroup, containerName: "app", containerPort: 8501 }] },
        /no declared target group has this ARN/,
    ],
    [
        "service",
        { loadBalancers: [{ targetGroupArn: arns.targetGroup, containerName: "other", containerPort: 8501 }] },
        /loadBalancers\[0\]\.containerName/,
    ],
    ["service", { schedulingStrategy: "DAEMON" }, /schedulingStrategy/],
    ["service", { deploymentController: { type: "CODE_DEPLOY" } }, /deploymentController\.type/],
    ["service", { serviceConnectConfiguration: { enabled: true } }, /serviceConnectConfiguration/],
    ["service", { newSetting: 1 }, /newSetting/],
    ["service", task({ volumes: [{ name: "v", efsVolumeConfiguration: { fileSystemId: "fs" } }] }), /efsVolumeConfiguration/],
    ["service", task({ pidMode: "task" }), /pidMode/],
    ["service", task({ containers: { side: { name: "side", image: "registry/app:latest" } } }), /exactly one container here, not 2/],
    ["service", container({ secrets: [{ name: "A", valueFrom: "arn", new: 1 }] }), /secrets\[0\]\.new/],
    ["service", container({ healthCheck: { command: ["CMD", "true"] } }), /container\.healthCheck/],
    ["service", container({ extraHosts: [{ hostname: "a", ipAddress: "1.2.3.4" }] }), /extraHosts/],
    ["service", container({ workingDirectory: "/elsewhere" }), /workingDirectory/],
    ["service", container({ newSetting: 1 }), /container\.newSetting/],
];

/** Resources that must not be there, and what the message must name. */
const added: readonly (readonly [DeclaredResource, RegExp])[] = [
    [resource("aws:wafv2/ruleGroup:RuleGroup", "waf", {}), /RuleGroup "waf".*does not know this type/],
    [resource("aws:ecs/service:Service", "raw", {}), /awsx\.ecs\.FargateService/],
    [resource("aws:lambda/function:Function", "f", {}), /"f": the resource: only functions that the user pool asks/],
    [{ ...resource("other:index:Component", "c", {}), custom: false }, /other:index:Component "c"/],
    [resource("aws:lb/loadBalancer:LoadBalancer", "lb2", {}, { arn: "arn:lb2" }), /"lb2".*"lb" is the only one/],
    [resource("aws:cognito/userPool:UserPool", "users2", {}, { id: "x", arn: "arn:users2" }), /"users2".*"users" is the only one/],
    [
        resource("aws:cognito/userPoolUICustomization:UserPoolUICustomization", "style", {
            userPoolId: "us-east-1_Pool",
            css: ".idpButton-customizable { color: #fff; }",
        }),
        /idpButton-customizable/,
    ],
    [
        resource("aws:cognito/userPoolUICustomization:UserPoolUICustomization", "style", {
            userPoolId: "us-east-1_Pool",
            css: ".logo-customizable { background: url(https://a.example) }",
        }),
        /is not shown here/,
    ],
    [
        resource("aws:cognito/userPoolUICustomization:UserPoolUICustomization", "style", {
            userPoolId: "us-east-1_Pool",
            css: "@import x",
        }),
        /no rule for one of/,
    ],
    [
        resource("aws:cognito/userPoolUICustomization:UserPoolUICustomization", "style", {
            userPoolId: "us-east-1_Pool",
            imageFile: "R0lGODlh",
        }),
        /neither PNG nor JPEG/,
    ],
    [resource("aws:cognito/userPoolDomain:UserPoolDomain", "d2", { userPoolId: "us-east-1_Pool", domain: "d2" }), /a pool has one domain/],
    [resource("aws:cognito/user:User", "u", { userPoolId: "us-east-1_Pool", username: "u", password: "p" }), /password/],
    [
        resource(
            "aws:lb/listener:Listener",
            "twin",
            { loadBalancerArn: arns.loadBalancer, port: 443, defaultActions: [forward] },
            { arn: "arn:t" },
        ),
        /"twin": port: the listener "https" has the port 443/,
    ],
    [
        resource(
            "aws:lb/listener:Listener",
            "plain",
            { loadBalancerArn: arns.loadBalancer, port: 80, defaultActions: [authenticate, forward] },
            { arn: "arn:p" },
        ),
        /only HTTPS listeners can authenticate/,
    ],
    [
        resource("aws:lb/listenerRule:ListenerRule", "twin", {
            listenerArn: arns.https,
            priority: 200,
            conditions: [{ pathPattern: { values: ["/"] } }],
            actions: [forward],
        }),
        /"twin": priority: the rule "page" has the priority 200/,
    ],
];

/** Types that make no difference, one of each kind of entry in the list. */
const harmless = [
    "awsx:ec2:Vpc",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:route53/record:Record",
    "aws:acm/certificate:Certificate",
    "aws:ecr/repository:Repository",
    "aws:iam/role:Role",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:appautoscaling/target:Target",
    "aws:s3/bucket:Bucket",
    "pulumi:providers:aws",
];

describe("what the local run refuses", () => {
    let directory: string;
    before(() => (directory = projectFolder()));
    after(() => fs.rmSync(directory, { recursive: true }));

    const refusal = (changes: Record<string, Inputs>, more: readonly DeclaredResource[] = []): RefusedError => {
        try {
            planStack(stackOf([...smallest, ...more], changes), directory);
        } catch (error) {
            assert.ok(error instanceof RefusedError, String(error));
            return error;
        }
        return assert.fail("It was not refused.");
    };

    for (const [name, inputs, what] of changed) {
        it(`${name}: ${JSON.stringify(inputs)}`, () => {
            assert.match(refusal({ [name]: inputs }).message, what);
        });
    }

    for (const [one, what] of added) {
        it(`${one.type} ${JSON.stringify(one.inputs)}`, () => {
            assert.match(refusal({}, [one]).message, what);
        });
    }

    for (const missing of ["lb", "users"]) {
        it(`a stack without ${missing}`, () => {
            const rest = smallest.filter(({ name }) => name !== missing);
            assert.throws(() => planStack(stackOf(rest), directory), /declares none, and the local run needs one/);
        });
    }

    it("a service whose target group no rule forwards to", () => {
        const fixed = actions({ type: "fixed-response", fixedResponse: { statusCode: "200" } });
        assert.match(refusal({ page: fixed }).message, /no rule forwards to its target group/);
    });

    it("names every refusal in one error, with its resource", () => {
        const { refusals, message } = refusal({
            lb: { somethingNew: 1 },
            tasks: { protocol: "HTTPS" },
            users: { lambdaConfig: { preSignUp: "a" } },
        });
        assert.deepEqual(
            refusals.map(({ resource: named }) => named),
            ['aws:lb/loadBalancer:LoadBalancer "lb"', 'aws:cognito/userPool:UserPool "users"', 'aws:lb/targetGroup:TargetGroup "tasks"'],
        );
        assert.match(message, /somethingNew[\s\S]*lambdaConfig[\s\S]*protocol/);
    });

    it("but not what makes no difference to one machine", () => {
        const component = { ...resource("example:auth:Auth", "auth", {}), custom: false };
        const stack = stackOf([...smallest, component, ...harmless.map((type) => resource(type, "x", { anything: 1 }))]);
        assert.doesNotThrow(() => planStack(stack, directory));
    });

    it("says once that there is no firewall here, where one is declared", () => {
        const types = ["webAcl:WebAcl", "ipSet:IpSet", "webAclLoggingConfiguration:WebAclLoggingConfiguration"];
        const parts = types.map((type) => resource(`aws:wafv2/${type}`, "waf", {}));
        const associations = ["one", "other"].map((name) => resource("aws:wafv2/webAclAssociation:WebAclAssociation", name, {}));
        const { leftOut } = planStack(stackOf([...smallest, ...parts, ...associations]), directory);
        assert.equal(leftOut.length, 1);
        assert.match(leftOut[0]!, /firewall \(WAF\) is not served here/);
        assert.deepEqual(planStack(stackOf(smallest), directory).leftOut, []);
    });
});
