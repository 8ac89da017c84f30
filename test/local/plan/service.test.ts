import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { planStack } from "../../../local/plan";
import { arns, projectFolder, resource, smallest, stackOf } from "./support/example";

describe("plan of a service", () => {
    let directory: string;
    beforeEach(() => (directory = projectFolder()));
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    const plan = (changes = {}) => planStack(stackOf(smallest, changes), directory).services[0];
    const withContainer = (container: object, more = {}) =>
        plan({ service: { taskDefinitionArgs: { container: { name: "app", image: "registry/app:latest", ...container } }, ...more } });

    it("starts what the image's Dockerfile says, with AWS's defaults", () => {
        const context = path.join(directory, "app");
        assert.deepEqual(plan(), {
            name: "service",
            desiredCount: 1,
            maximumPercent: 200,
            healthCheckGracePeriod: 0,
            image: { context, dockerfile: path.join(context, "Dockerfile"), workingDirectory: context, requirements: [] },
            container: {
                name: "app",
                port: 8501,
                // Not the image's PATH and HOME; paths under its WORKDIR are paths in the app's folder.
                environment: { GREETING: "hello world", DATA: path.join(context, "data") },
                secrets: [],
                command: ["streamlit", "run", path.join(context, "app.py")],
                stopTimeout: 30,
            },
            targetGroupArn: arns.targetGroup,
        });
    });

    it("takes counts, times and environment over", () => {
        const planned = withContainer(
            {
                environment: [
                    { name: "GREETING", value: "hi" },
                    { name: "B", value: "2" },
                ],
                stopTimeout: 5,
            },
            { desiredCount: 3, deploymentMaximumPercent: 150, healthCheckGracePeriodSeconds: 60 },
        );
        assert.equal(planned?.desiredCount, 3);
        assert.equal(planned.maximumPercent, 150);
        assert.equal(planned.healthCheckGracePeriod, 60);
        assert.equal(planned.container.stopTimeout, 5);
        assert.equal(planned.container.environment["GREETING"], "hi");
        assert.equal(planned.container.environment["B"], "2");
    });

    it("knows secrets by their names alone", () => {
        const valueFrom = "arn:aws:ssm:us-east-1:123456789012:parameter/a";
        assert.deepEqual(withContainer({ secrets: [{ name: "A", valueFrom }] })?.container.secrets, ["A"]);
    });

    it("lets the container's command and entry point replace the image's as Docker does", () => {
        fs.writeFileSync(path.join(directory, "app", "Dockerfile"), 'FROM scratch\nENTRYPOINT ["entry"]\nCMD ["command"]\n');
        assert.deepEqual(withContainer({})?.container.command, ["entry", "command"]);
        assert.deepEqual(withContainer({ command: ["other"] })?.container.command, ["entry", "other"]);
        assert.deepEqual(withContainer({ entryPoint: ["sh", "-c"] })?.container.command, ["sh", "-c"]);
        assert.deepEqual(withContainer({ entryPoint: ["a"], command: ["b"] })?.container.command, ["a", "b"]);
    });

    it("finds the image by its digest, too, and its Dockerfile relative to the program", () => {
        fs.renameSync(path.join(directory, "app", "Dockerfile"), path.join(directory, "Other"));
        const image = { repoDigest: "registry/app@sha256:1", build: { context: "./app", dockerfile: "./Other" } };
        const resources = smallest.map((one) =>
            one.name === "image" ? { ...one, inputs: { ...one.inputs, build: image.build }, state: { ...one.state, ...image } } : one,
        );
        const service = { taskDefinitionArgs: { container: { name: "app", image: "registry/app@sha256:1" } } };
        const [planned] = planStack(stackOf(resources, { service }), directory).services;
        assert.equal(planned?.image.dockerfile, path.join(directory, "Other"));
        assert.equal(planned.image.context, path.join(directory, "app"));
    });

    it("takes a target group from a port mapping, with its own port, as awsx does", () => {
        const group = smallest.find(({ name }) => name === "tasks");
        const portMappings = [{ containerPort: 1234, targetGroup: group?.urn }];
        const planned = withContainer({ portMappings }, { loadBalancers: undefined });
        assert.equal(planned?.targetGroupArn, arns.targetGroup);
        assert.equal(planned.container.port, 8501);
    });

    describe("made from another image of the program", () => {
        const digest = "registry/app@sha256:0123";
        const server = resource("docker:index/image:Image", "server", { imageName: "registry/app:server", build: { context: "./server" } });
        const withServer = (...lines: string[]) => {
            fs.mkdirSync(path.join(directory, "server", "package"), { recursive: true });
            fs.writeFileSync(path.join(directory, "server", "requirements.txt"), "");
            fs.writeFileSync(
                path.join(directory, "server", "Dockerfile"),
                "FROM scratch\nCOPY requirements.txt /\nCOPY package /package\n",
            );
            fs.writeFileSync(path.join(directory, "app", "requirements.txt"), "");
            const dockerfile = ["ARG SERVER", "FROM ${SERVER} AS server", "FROM python", ...lines, 'CMD ["python", "-m", "package"]'];
            fs.writeFileSync(path.join(directory, "app", "Dockerfile"), dockerfile.join("\n"));
            const resources = [...smallest, { ...server, state: { ...server.state, repoDigest: digest } }];
            const build = { context: "./app", args: { SERVER: digest } };
            return () => planStack(stackOf(resources, { image: { build } }), directory).services[0];
        };

        it("takes its files, and both requirements", () => {
            const planned = withServer(
                "COPY --from=server / /opt/server/",
                "ENV PYTHONPATH=/opt/server:/opt/else",
                "WORKDIR /app",
                "COPY . /app/",
            )();
            assert.deepEqual(planned?.image.requirements, [
                path.join(directory, "server", "requirements.txt"),
                path.join(directory, "app", "requirements.txt"),
            ]);
            assert.equal(planned.image.workingDirectory, path.join(directory, "app"));
            assert.equal(planned.container.environment["PYTHONPATH"], `${path.join(directory, "server")}:/opt/else`);
        });

        it("takes them from the image itself, too", () => {
            const planned = withServer(`COPY --from=${digest} /package /opt/package`, "ENV PACKAGE=/opt/package/page.css")();
            assert.equal(planned?.container.environment["PACKAGE"], path.join(directory, "server", "package", "page.css"));
        });

        it("refuses a path that is no one place here, and names where it is used", () => {
            const plan = withServer("WORKDIR /app", "COPY . /app/", "COPY --from=server / /app/vendor/", "ENV ROOT=/app");
            assert.throws(plan, /awsx:ecs:FargateService "service": .*environment\.ROOT: \/app of the image is no one file or folder/);
        });
    });

    it("starts where the folder is that the WORKDIR holds a copy of", () => {
        fs.mkdirSync(path.join(directory, "app", "src"));
        fs.writeFileSync(path.join(directory, "app", "Dockerfile"), 'FROM a\nWORKDIR /app\nCOPY src/ ./\nCMD ["x"]\n');
        assert.equal(plan()?.image.workingDirectory, path.join(directory, "app", "src"));
    });
});
