import assert from "node:assert/strict";
import type { DeclaredResource, DeclaredStack } from "../../local/declared";
import { nameLimits, suffix } from "../../policy/rules/names-fit";
import { declare } from "./support/declare";
import { label, types } from "./support/resources";
import { singleSignOn } from "./support/single-sign-on";

/** Inputs by which a program names a physical resource itself, against Pulumi's suffix. */
const namingInputs = ["name", "namePrefix"];

describe("names, whatever project, stack and domain are called", () => {
    let stack: DeclaredStack;
    let blueGreen: DeclaredStack;
    before(async () => {
        const label = "cognito-amazon-aws".repeat(3);
        stack = await declare({
            project: "A_project.with-a-very-long-name-of-52-characters-xx",
            stack: "amazon.Stack_with-a-very-long-name-of-51-characters",
            config: {
                domain: `${label}.${label}.example.com`,
                schedule: '{"open":"08:00","close":"19:00","timezone":"Etc/UTC"}',
                certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444",
                ...singleSignOn.config,
            },
        });
        // The longest name that an app may have; and what does not go together with a schedule.
        const apps = { "quarterly-report": { host: "quarterly.example.com", folder: "./samples/explorer" } };
        blueGreen = await declare({ config: { apps: JSON.stringify(apps), deployment: "blueGreen", maxCount: "2", waf: "true" } });
    });

    it("are left to Pulumi, whose suffix lets two stacks live in one account", () => {
        for (const resource of stack.resources.filter(({ type }) => type in nameLimits)) {
            for (const input of namingInputs) {
                assert.equal(resource.inputs[input], undefined, `${label(resource)}: ${input}`);
            }
        }
    });

    for (const [type, { most, pattern }] of Object.entries(nameLimits)) {
        it(`fit ${type}, with Pulumi's suffix`, () => {
            const resources = [...stack.ofType(type), ...blueGreen.ofType(type)];
            assert.notEqual(resources.length, 0);
            for (const { name } of resources) {
                assert.ok(`${name}${suffix}`.length <= most, `${name} is longer than ${most} characters`);
                assert.match(`${name}${suffix}`, pattern);
            }
        });
    }

    it("fit Cognito's domain prefix", () => {
        const prefix = String(stack.one(types.userPoolDomain).inputs["domain"]);
        assert.match(prefix, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
        assert.doesNotMatch(prefix, /aws|amazon|cognito/);
    });

    it("fit the task definition: its family, container and volumes", () => {
        const { family, container, volumes } = stack.one(types.fargateService).inputs["taskDefinitionArgs"] as TaskDefinition;
        for (const name of [family, container.name, ...volumes.map((volume) => volume.name)]) {
            assert.match(name, /^[A-Za-z0-9_-]{1,255}$/);
        }
    });

    it("fit tags: no reserved prefix, and characters that every service takes", () => {
        for (const resource of stack.resources) {
            for (const [key, value] of Object.entries((resource.inputs["tags"] ?? {}) as Record<string, string>)) {
                assert.match(key, /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, label(resource));
                assert.match(value, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u, label(resource));
            }
        }
    });

    // EC2 API Reference, "CreateSecurityGroup" and "AuthorizeSecurityGroupIngress".
    it("are described in the characters that EC2 takes", () => {
        const described = stack.resources.filter((resource) => resource.inputs["description"] !== undefined);
        assert.equal(described.length, 8);
        for (const resource of described) {
            assert.match(String(resource.inputs["description"]), /^[A-Za-z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/, label(resource));
        }
    });

    it("fit the load balancer's limits on host names and fixed responses", () => {
        for (const rule of stack.ofType(types.listenerRule)) {
            for (const host of hostsOf(rule)) {
                assert.ok(host.length <= 128);
            }
        }
        const [action] = stack.one(types.listener, "streamlit-https").inputs["defaultActions"] as FixedResponse[];
        assert.ok(Buffer.byteLength(action!.fixedResponse.messageBody) <= 1024);
    });
});

interface TaskDefinition {
    readonly family: string;
    readonly container: { readonly name: string };
    readonly volumes: readonly { readonly name: string }[];
}

interface FixedResponse {
    readonly fixedResponse: { readonly messageBody: string };
}

function hostsOf(rule: DeclaredResource): string[] {
    const conditions = rule.inputs["conditions"] as { hostHeader?: { values: string[] } }[];
    return conditions.flatMap((condition) => condition.hostHeader?.values ?? []);
}
