import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DeclaredStack } from "../../local/declared";
import { evaluate } from "../../local/evaluate";
import { declare, repository, stackConfig } from "./support/declare";
import { recordingRegistrations } from "./support/registrations";
import { devTags, inputsByName, output, types } from "./support/resources";

describe("image", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare();
    });

    it("has a repository that scans what is pushed and goes with the stack, images and all", () => {
        assert.deepEqual(stack.one(types.repository).inputs, {
            imageScanningConfiguration: { scanOnPush: true },
            imageTagMutability: "MUTABLE",
            forceDelete: true,
            tags: devTags,
        });
    });

    it("keeps the server's image, which later builds of the app take in, and of the rest the latest twenty", () => {
        const { repository: name, policy, ...rest } = stack.one(types.lifecyclePolicy).inputs;
        assert.deepEqual(rest, {});
        assert.equal(name, output(stack, types.repository, "name"));
        assert.deepEqual(JSON.parse(String(policy)), {
            rules: [
                {
                    rulePriority: 1,
                    description: "Keep the server's image",
                    selection: { tagStatus: "tagged", tagPrefixList: ["server"], countType: "imageCountMoreThan", countNumber: 1 },
                    action: { type: "expire" },
                },
                {
                    rulePriority: 2,
                    description: "Keep the latest 20 images",
                    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 20 },
                    action: { type: "expire" },
                },
            ],
        });
    });

    it("is built from the app's folder and the server's image for the architecture of the tasks, and pushed to that repository", () => {
        const repositoryUrl = output(stack, types.repository, "repositoryUrl");
        const common = {
            registry: { server: repositoryUrl, username: "AWS", password: "made-up-password" },
            // The SDK's own defaults, which decide whether there is a digest to run.
            buildOnPreview: false,
            skipPush: false,
        };
        const build = { platform: "linux/amd64", builderVersion: "BuilderBuildKit" };
        assert.deepEqual(inputsByName(stack, types.image), {
            "streamlit-app-server": {
                ...common,
                imageName: `${String(repositoryUrl)}:server`,
                build: { ...build, context: "./server", dockerfile: "./server/Dockerfile", args: {} },
            },
            "streamlit-app-image": {
                ...common,
                imageName: `${String(repositoryUrl)}:image`,
                build: {
                    ...build,
                    context: "./streamlit",
                    dockerfile: "./streamlit/Dockerfile",
                    args: { SERVER_IMAGE: output(stack, types.image, "repoDigest", "streamlit-app-server") },
                },
            },
        });
    });

    it("is built by the common Dockerfile where the app brings none", async () => {
        const plain = await declare({ config: { app: "./test/unit/fixtures/plain-app" } });
        const { context, dockerfile } = plain.one(types.image, "streamlit-app-image").inputs["build"] as Record<string, unknown>;
        assert.deepEqual([context, dockerfile], ["./test/unit/fixtures/plain-app", "./streamlit/Dockerfile"]);
    });

    // Whoever reads the stack's state could push images with it.
    it("keeps the repository's password a secret in the stack's state", async () => {
        const { registrations, error } = await recordingRegistrations(() => evaluate({ directory: repository, ...stackConfig() }));
        assert.equal(error, undefined);
        const image = registrations.find(({ type }) => type === types.image);
        // Pulumi marks the whole input as secret where a part of it is.
        const { registry } = image!.inputs;
        assert.ok(pulumi.runtime.isRpcSecret(registry));
        assert.equal((pulumi.runtime.unwrapRpcSecret(registry) as { password: string }).password, "made-up-password");
    });
});
