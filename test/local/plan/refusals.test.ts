import assert from "node:assert/strict";
import * as fs from "node:fs";
import type { DeclaredResource } from "../../../local/declared";
import { planStack, RefusedError } from "../../../local/plan";
import { arns, authenticate, forward, projectFolder, resource, smallest, stackOf } from "./support/example";
import { actions, changed, type Inputs } from "./support/refused-inputs";

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
    [
        resource("aws:cognito/userPoolUICustomization:UserPoolUICustomization", "style", { userPoolId: "other" }),
        /"style": userPoolId: no declared user pool has this id/,
    ],
    [
        resource("aws:cognito/userPoolDomain:UserPoolDomain", "elsewhere", { userPoolId: "other", domain: "d3" }),
        /"elsewhere": userPoolId: no declared user pool has this id/,
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

    it("a client that could not write what the pool requires", () => {
        const schemas = ["nickname", "name"].map((name) => ({ name, attributeDataType: "String", required: name === "nickname" }));
        const message = (writeAttributes: string[]) => refusal({ users: { schemas }, client: { writeAttributes }, lb: { new: 1 } }).message;
        assert.match(message([]), /"client": writeAttributes: the pool requires nickname,/);
        assert.match(message(["name"]), /writeAttributes: the pool requires nickname,/);
        assert.doesNotMatch(message(["nickname"]), /writeAttributes/);
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

    it("but names a firewall and autoscaling that are declared, each once", () => {
        const types = ["webAcl:WebAcl", "ipSet:IpSet", "webAclLoggingConfiguration:WebAclLoggingConfiguration"];
        const parts = types.map((type) => resource(`aws:wafv2/${type}`, "waf", {}));
        const associations = ["one", "other"].map((name) => resource("aws:wafv2/webAclAssociation:WebAclAssociation", name, {}));
        const scaling = ["target:Target", "policy:Policy", "scheduledAction:ScheduledAction"].map((type) =>
            resource(`aws:appautoscaling/${type}`, "scaling", {}),
        );
        const { leftOut } = planStack(stackOf([...smallest, ...parts, ...associations, ...scaling]), directory);
        assert.deepEqual(leftOut.map((line) => line.split(":", 2).join(":")).sort(), [
            "Not served here: scaling, autoscaling",
            "Not served here: waf, a firewall (WAF)",
        ]);
        assert.deepEqual(planStack(stackOf(smallest), directory).leftOut, []);
    });
});
