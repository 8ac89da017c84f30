import * as aws from "@pulumi/aws";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";

export interface ImageArgs {
    /** Folder with the app and its Dockerfile, relative to the program: the build's context. */
    readonly app: string;
    readonly architecture: "x86_64" | "arm64";
    readonly tags: Readonly<Record<string, string>>;
}

/** Images that stay in the repository, to roll back to. */
const keptImages = 10;

/** The app's container image, built where the deployment runs and pushed to a repository of its own. */
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
        this.reference = this.createImage().repoDigest;
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
        const rule = {
            rulePriority: 1,
            description: `Keep the latest ${keptImages} images`,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keptImages },
            action: { type: "expire" },
        };
        new aws.ecr.LifecyclePolicy(
            `${this.name}-lifecycle`,
            { repository: repository.name, policy: JSON.stringify({ rules: [rule] }) },
            { parent: this },
        );
        return repository;
    }

    private createImage(): docker.Image {
        const { app, architecture } = this.args;
        const login = aws.ecr.getAuthorizationTokenOutput({ registryId: this.repository.registryId }, { parent: this });
        return new docker.Image(
            `${this.name}-image`,
            {
                imageName: pulumi.interpolate`${this.repository.repositoryUrl}:latest`,
                build: {
                    context: app,
                    dockerfile: `${app}/Dockerfile`,
                    platform: architecture === "arm64" ? "linux/arm64" : "linux/amd64",
                    builderVersion: docker.BuilderVersion.BuilderBuildKit,
                },
                registry: { server: this.repository.repositoryUrl, username: login.userName, password: pulumi.secret(login.password) },
            },
            { parent: this },
        );
    }
}
