import * as aws from "@pulumi/aws";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ownDockerfile } from "../settings/app-folder";

/** What the image is built from. */
export interface ImageArgs {
    /** Folder with the app, relative to the program: the build's context. */
    readonly app: string;
    /** CPU architecture that it runs on. */
    readonly architecture: "x86_64" | "arm64";
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** Images that stay in the repository, to roll back to. */
const keptImages = 20;

/**
 * An image that one rule looks at, no rule after it expires. So the server's image in use stays, however many of the app's come after it: it is pushed
 * only when it changes, and each build of the app takes it in by its digest. Source: ECR User Guide, "Lifecycle policy evaluation rules".
 */
const lifecycleRules = [
    {
        rulePriority: 1,
        description: "Keep the server's image",
        selection: { tagStatus: "tagged", tagPrefixList: ["server"], countType: "imageCountMoreThan", countNumber: 1 },
        action: { type: "expire" },
    },
    {
        rulePriority: 2,
        description: `Keep the latest ${keptImages} images`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keptImages },
        action: { type: "expire" },
    },
];

/** Folder with the server that runs every app: who is signed in, signing out, and how a session ends. */
const serverFolder = "./server";

/** Builds an app's folder that has no Dockerfile of its own. */
const commonDockerfile = "./streamlit/Dockerfile";

/**
 * The app's container image, built where the deployment runs and pushed to a repository of its own.
 *
 * The server comes as a second image, of a few files, which the app's Dockerfile takes in: a build has one folder to copy from, and the app may
 * be in any.
 */
export class Image extends pulumi.ComponentResource {
    readonly repository: aws.ecr.Repository;
    /** The pushed image by digest: a new image is a new value, so that the service deploys it. */
    readonly reference: pulumi.Output<string>;

    constructor(
        private readonly name: string,
        private readonly args: ImageArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:image:Image", name, {}, options);
        this.repository = this.createRepository();
        const server = this.createImage("server", serverFolder, `${serverFolder}/Dockerfile`, {});
        this.reference = this.createImage("image", args.app, ownDockerfile(args.app) ?? commonDockerfile, {
            SERVER_IMAGE: server.repoDigest,
        }).repoDigest;
        this.registerOutputs({ repositoryUrl: this.repository.repositoryUrl, reference: this.reference });
    }

    private createRepository(): aws.ecr.Repository {
        const repository = new aws.ecr.Repository(
            this.name,
            {
                imageScanningConfiguration: { scanOnPush: true },
                // Tags move on with each push; the service runs digests, which cannot.
                imageTagMutability: "MUTABLE",
                // `pulumi destroy` needs no other step, even while images are in it.
                forceDelete: true,
                tags: this.args.tags,
            },
            { parent: this },
        );
        new aws.ecr.LifecyclePolicy(
            `${this.name}-lifecycle`,
            { repository: repository.name, policy: JSON.stringify({ rules: lifecycleRules }) },
            { parent: this },
        );
        return repository;
    }

    private createImage(role: string, context: string, dockerfile: string, args: Record<string, pulumi.Input<string>>): docker.Image {
        const login = aws.ecr.getAuthorizationTokenOutput({ registryId: this.repository.registryId }, { parent: this });
        return new docker.Image(
            `${this.name}-${role}`,
            {
                imageName: pulumi.interpolate`${this.repository.repositoryUrl}:${role}`,
                build: {
                    context,
                    dockerfile,
                    args,
                    platform: this.args.architecture === "arm64" ? "linux/arm64" : "linux/amd64",
                    builderVersion: docker.BuilderVersion.BuilderBuildKit,
                },
                registry: { server: this.repository.repositoryUrl, username: login.userName, password: pulumi.secret(login.password) },
            },
            { parent: this },
        );
    }
}
