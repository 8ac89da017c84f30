import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { dependencies, devTags, output, types } from "./support/resources";

describe("certificate", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    it("is for the domain and nothing else, validated through DNS", () => {
        assert.deepEqual(stack.one(types.certificate).inputs, {
            domainName: "streamlit.example.com",
            validationMethod: "DNS",
            tags: devTags,
        });
    });

    it("is proved by the record that AWS asks for, in the domain's hosted zone", () => {
        const [option] = output(stack, types.certificate, "domainValidationOptions") as Record<string, string>[];
        assert.deepEqual(stack.one(types.record, "streamlit-certificate-validation").inputs, {
            zoneId: stack.one(types.record, "streamlit-alias").inputs["zoneId"],
            name: option!["resourceRecordName"],
            type: option!["resourceRecordType"],
            records: [option!["resourceRecordValue"]],
            ttl: 60,
            allowOverwrite: true,
        });
    });

    // A listener takes no certificate that is not issued yet.
    it("is issued before the listener takes it", () => {
        const validation = stack.one(types.certificateValidation);
        assert.equal(validation.inputs["certificateArn"], output(stack, types.certificate, "arn"));
        assert.deepEqual(dependencies(stack, validation), ["Certificate streamlit-certificate", "Record streamlit-certificate-validation"]);
        const listener = stack.one(types.listener, "streamlit-https");
        assert.deepEqual(dependencies(stack, listener), ["CertificateValidation streamlit-certificate-issued", "LoadBalancer streamlit"]);
    });
});
