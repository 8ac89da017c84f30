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
            image: { context, dockerfile: path.join(context, "Dockerfile"), requirements: [] },
            container: {
                name: "app",
                port: 8501,
                // Not the image's PATH and HOME; paths under its WORKDIR are paths in the app's folder.
                environment: { GREETING: "hello world", DATA: path.join(context, "data") },
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

    it("finds what the image copies out of another image of the program, in that image's folder", () => {
        const other = path.join(directory, "other");
        fs.mkdirSync(other);
        for (const folder of ["app", "other"]) {
            fs.writeFileSync(path.join(directory, folder, "requirements.txt"), "");
        }
        fs.writeFileSync(
            path.join(directory, "app", "Dockerfile"),
            'ARG OTHER\nFROM $OTHER AS other\nFROM python\nWORKDIR /app\nCOPY --from=other / /opt/other/\nENV PYTHONPATH=/opt/other/lib:/app:/usr/lib\nCMD ["/opt/other/run", "/optional"]\n',
        );
        const image = resource("docker:index/image:Image", "other", { imageName: "registry/other:latest", build: { context: "./other" } });
        const changes = { image: { build: { context: "./app", args: { OTHER: "registry/other:latest" } } } };
        const [planned] = planStack(stackOf([...smallest, image], changes), directory).services;
        const context = path.join(directory, "app");
        assert.deepEqual(planned?.container.command, [path.join(other, "run"), "/optional"]);
        assert.deepEqual(planned.container.environment, { PYTHONPATH: `${path.join(other, "lib")}:${context}:/usr/lib` });
        assert.deepEqual(planned.image.requirements, [path.join(context, "requirements.txt"), path.join(other, "requirements.txt")]);
    });

    it("takes a target group from a port mapping, with its own port, as awsx does", () => {
        const group = smallest.find(({ name }) => name === "tasks");
        const portMappings = [{ containerPort: 1234, targetGroup: group?.urn }];
        const planned = withContainer({ portMappings }, { loadBalancers: undefined });
        assert.equal(planned?.targetGroupArn, arns.targetGroup);
        assert.equal(planned.container.port, 8501);
    });
});
