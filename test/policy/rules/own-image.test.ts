import * as path from "node:path";
import type { Resource } from "../../../declared/resource";
import { types } from "../../../declared/types";
import { ownImage } from "../../../policy/rules/own-image";
import { resource, serviceOf, taskDefinitionOf } from "../support/resources";
import { describeRule } from "../support/rule";

const url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app";
const digest = (name: string) => `${url}@sha256:${name}`;
const repository = { ...resource(types.repository, {}, "repository"), references: [url] };
const image = (name: string, build: object, more: object = {}): Resource => ({
    ...resource(types.image, { imageName: `${url}:${name}`, registry: { server: url }, build, ...more }, name),
    references: [digest(name)],
});
const serverBuild = { context: "./server", dockerfile: "./server/Dockerfile" };
const appBuild = { context: "./app", dockerfile: "./app/Dockerfile", args: { SERVER_IMAGE: digest("server") } };
const server = image("server", serverBuild);
const app = image("app", appBuild);
const service = serviceOf({ image: digest("app") });
/** An image that is there, of which only the outputs are known, and which resources each input comes from. */
const output = (name: string, props: object, from: readonly Resource[] = []): Resource => ({
    ...resource(types.image, { imageName: `${url}:${name}`, registryServer: url, ...props }, name),
    references: [digest(name)],
    propertyDependencies: { build: from.map(({ urn }) => urn) },
});
const serverOutput = output("server", { context: "./server", dockerfile: "Dockerfile" });
const outputs = (props: object, from: readonly Resource[] = [serverOutput]) => [
    service,
    serverOutput,
    repository,
    output("app", { context: "./app", dockerfile: "Dockerfile", ...props }, from),
];
const programFolder = path.basename(path.resolve(__dirname, "../../.."));
const built = (build: object, more: object = {}) => [service, server, repository, image("app", { ...appBuild, ...build }, more)];
const from = (context: string, dockerfile: string) => built({ context, dockerfile });

describeRule(ownImage, {
    holds: {
        "for an image of the stack with the server in it": [service, app, server, repository],
        "for what awsx makes of it": [taskDefinitionOf({ image: digest("app") }), app, server, repository],
        "by the common Dockerfile": built({ dockerfile: "./streamlit/Dockerfile" }),
        "for a folder beside the program": from("../app", "../app/Dockerfile"),
        "for images that are there": outputs({}),
        "for an image that is there, by the common Dockerfile": outputs({ dockerfile: "../streamlit/Dockerfile" }),
        "for an image that is there, of a folder beside the program": outputs({
            context: "../app",
            dockerfile: `../${programFolder}/streamlit/Dockerfile`,
        }),
    },
    violated: {
        "by somebody else's image": [
            [serviceOf({ image: "evil/app@sha256:1" }), app, server, repository],
            'it runs "evil/app@sha256:1", which is no image of this stack',
        ],
        "by no image": [[serviceOf({}), app, server, repository], 'it runs "", which is no image of this stack'],
        "by an image without the server": [built({ args: {} }), "it runs app, which has no server of this stack in it"],
        "by the server alone": [
            [serviceOf({ image: digest("server") }), server, repository],
            "it runs server, which has no server of this stack in it",
        ],
        "by somebody else's server": [
            built({ args: { SERVER_IMAGE: "evil/server@sha256:1" } }),
            "it runs app, which has no server of this stack in it",
        ],
        "by itself as its server": [
            built({ args: { SERVER_IMAGE: digest("app") }, context: "./server", dockerfile: "./server/Dockerfile" }),
            "it runs app, which has no server of this stack in it",
        ],
        "by another app as its server": [
            [service, app, image("server", { context: "./other", dockerfile: "./other/Dockerfile" }), repository],
            "it runs app, which has no server of this stack in it",
        ],
        "by another registry": [built({}, { registry: { server: "evil.example" } }), "its registry.server is no repository of this stack"],
        "by another repository": [built({}, { imageName: "evil/app:image" }), "its imageName is no repository of this stack"],
        ...Object.fromEntries(
            [".", "./", "..", "../..", "/", "", "https://evil.example/app.git", "git@evil.example:app", "github.com/evil/app"].map(
                (context) =>
                    [`from ${context}`, [from(context, `${context}/Dockerfile`), `it is built from ${JSON.stringify(context)}`]] as const,
            ),
        ),
        "by an image that is there without the server": [outputs({}, []), "it runs app, which has no server of this stack in it"],
        "by an image that is there, in another registry": [
            outputs({ registryServer: "evil.example" }),
            "its registryServer is no repository of this stack",
        ],
        "by an image that is there, of the whole project": [outputs({ context: "." }), 'it is built from "."'],
        "by an image that is there, by another Dockerfile": [
            outputs({ dockerfile: "../evil/Dockerfile" }),
            'it is built from "./app" by "evil/Dockerfile"',
        ],
        "by another Dockerfile": [from("./app", "./evil/Dockerfile"), 'it is built from "./app" by "./evil/Dockerfile"'],
        "by another Dockerfile for the server": [
            [service, app, repository, image("server", { context: "./server", dockerfile: "./streamlit/Dockerfile" })],
            'it is built from "./server" by "./streamlit/Dockerfile"',
        ],
    },
});
