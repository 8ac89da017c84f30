import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { devTags, inputsByName, output, types } from "./support/resources";

const ownCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-1111-2222-3333-444444444444";

describe("load balancer", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    it("faces the internet in every public subnet, in its own security group, and takes no malformed request", () => {
        assert.deepEqual(stack.one(types.loadBalancer).inputs, {
            loadBalancerType: "application",
            internal: false,
            ipAddressType: "ipv4",
            subnets: output(stack, types.vpc, "publicSubnetIds"),
            securityGroups: [stack.one(types.securityGroup, "streamlit-load-balancer").id],
            idleTimeout: 300,
            dropInvalidHeaderFields: true,
            desyncMitigationMode: "strictest",
            enableDeletionProtection: false,
            tags: devTags,
        });
    });

    it("refuses whatever no rule knows, at 443 with TLS, and only redirects to itself at 80", () => {
        const loadBalancerArn = output(stack, types.loadBalancer, "arn");
        assert.deepEqual(inputsByName(stack, types.listener), {
            "streamlit-https": {
                loadBalancerArn,
                port: 443,
                protocol: "HTTPS",
                sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
                certificateArn: output(stack, types.certificateValidation, "certificateArn"),
                routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
                routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
                routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
                defaultActions: [
                    { type: "fixed-response", fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" } },
                ],
                tags: devTags,
            },
            "streamlit-http": {
                loadBalancerArn,
                port: 80,
                protocol: "HTTP",
                defaultActions: [
                    {
                        type: "redirect",
                        redirect: { host: "streamlit.example.com", protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
                    },
                ],
                tags: devTags,
            },
        });
    });

    it("serves the certificate that the settings name, and issues none then", async () => {
        const named = await declare({ config: { certificateArn: ownCertificate } });
        assert.equal(named.one(types.listener, "streamlit-https").inputs["certificateArn"], ownCertificate);
        for (const type of [types.certificateComponent, types.certificate, types.certificateValidation]) {
            assert.deepEqual(named.ofType(type), []);
        }
    });

    it("has the domain point at it, in the hosted zone", () => {
        assert.deepEqual(stack.one(types.record, "streamlit-alias").inputs, {
            zoneId: zoneOf(stack),
            name: "streamlit.example.com",
            type: "A",
            aliases: [
                {
                    name: output(stack, types.loadBalancer, "dnsName"),
                    zoneId: output(stack, types.loadBalancer, "zoneId"),
                    evaluateTargetHealth: false,
                },
            ],
        });
    });

    it("finds the hosted zone by its name, the domain without its first label unless the settings say otherwise", async () => {
        const explicit = await declare({ config: { hostedZone: "example.com" } });
        assert.equal(zoneOf(stack), zoneOf(explicit));
        const other = await declare({ config: { hostedZone: "streamlit.example.com" } });
        assert.notEqual(zoneOf(stack), zoneOf(other));
    });
});

function zoneOf(stack: DeclaredStack): unknown {
    return stack.one(types.record, "streamlit-alias").inputs["zoneId"];
}
