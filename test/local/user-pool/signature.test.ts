import assert from "node:assert/strict";
import { newAccessKey, signature, verifySignature } from "../../../local/user-pool/signature";
import { declaredPool } from "./support/declared";
import { sign, startTestPool, type TestPool } from "./support/pool";

describe("the signature of a call", function () {
    this.timeout(120_000);

    const endpoint = "http://127.0.0.1:4566";
    const accessKey = newAccessKey();
    const target = { "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers" };
    const verify = (headers: Record<string, string>, body: string) =>
        verifySignature({ headers: { ...target, host: "127.0.0.1:4566", ...headers }, body }, accessKey);

    it("is AWS's own: Signature Version 4", () => {
        // Computed with botocore 1.43.106's SigV4Auth for this request.
        const headers = { host: "127.0.0.1:4566", "x-amz-date": "20260101T000000Z", ...target };
        const names = ["host", "x-amz-date", "x-amz-target"];
        const scope = { day: "20260101", region: "us-east-1", service: "cognito-idp" };
        assert.equal(
            signature({ headers, body: "{}" }, names, scope, "secret"),
            "0a4be09d7b12d17ff0b7b6de9f7b638fb7edc426f4500bfd5b0414c7ba95815a",
        );
    });

    it("holds for the run's access key, the operation, the host and the body only", () => {
        const signed = sign({ endpoint, accessKey }, target, "{}");
        assert.doesNotThrow(() => verify(signed, "{}"));
        const refused = (headers: Record<string, string>, body: string) => {
            try {
                verify(headers, body);
            } catch (error) {
                return (error as Error).name;
            }
            return "accepted";
        };
        assert.equal(refused(signed, '{"a":1}'), "InvalidSignatureException");
        assert.equal(refused({ ...signed, host: "127.0.0.1:1" }, "{}"), "InvalidSignatureException");
        assert.equal(
            refused({ ...signed, "x-amz-target": "AWSCognitoIdentityProviderService.DeleteUserPool" }, "{}"),
            "InvalidSignatureException",
        );
        const wrongSecret = { ...accessKey, secretAccessKey: newAccessKey().secretAccessKey };
        assert.equal(refused(sign({ endpoint, accessKey: wrongSecret }, target, "{}"), "{}"), "InvalidSignatureException");
        assert.equal(refused(sign({ endpoint, accessKey: newAccessKey() }, target, "{}"), "{}"), "UnrecognizedClientException");
        const withoutTarget = signed.authorization?.replace(";x-amz-target", "") ?? "";
        assert.equal(refused({ ...signed, authorization: withoutTarget }, "{}"), "IncompleteSignatureException");
        for (const authorization of ["", "Bearer x", `AWS4-HMAC-SHA256 Credential=${accessKey.accessKeyId}`]) {
            assert.equal(refused({ ...signed, authorization }, "{}"), "IncompleteSignatureException", authorization);
        }
    });

    describe("at the endpoint", () => {
        let pool: TestPool;
        before(async () => {
            pool = await startTestPool();
        });
        after(() => pool.stop());

        it("is asked for: another user of the machine does not own the pool", async () => {
            const body = JSON.stringify({ UserPoolId: pool.running.ids[declaredPool().id], Username: "demo" });
            const call = async (operation: string, accessKey: { accessKeyId: string; secretAccessKey: string }) => {
                const headers = {
                    "content-type": "application/x-amz-json-1.1",
                    "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
                };
                const { endpoint } = pool.running;
                const response = await fetch(endpoint, {
                    method: "POST",
                    headers: { ...headers, ...sign({ endpoint, accessKey }, headers, body) },
                    body,
                });
                return [response.status, ((await response.json()) as { __type?: string }).__type];
            };
            const test = { accessKeyId: "test", secretAccessKey: "test" };
            for (const operation of ["AdminDeleteUser", "AdminSetUserPassword", "DescribeUserPoolClient", "InitiateAuth"]) {
                assert.deepEqual(await call(operation, test), [400, "UnrecognizedClientException"], operation);
            }
            const { accessKeyId } = pool.running.accessKey;
            assert.deepEqual(await call("AdminGetUser", { ...test, accessKeyId }), [400, "InvalidSignatureException"]);
            assert.deepEqual(await call("AdminGetUser", pool.running.accessKey), [200, undefined]);
        });
    });
});
