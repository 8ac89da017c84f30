import * as path from "node:path";
import type { DeclaredStack } from "../declared";
import type { Service } from "../model";
import { hostPath, NoOnePlaceError, type ImageFiles } from "./image-files";
import { planImage, type PlannedImage } from "./image";
import type { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/** Seconds; AWS's default on Fargate (Amazon ECS API Reference, "ContainerDefinition", stopTimeout). */
const defaultStopTimeout = 30;

/** Variables of an image that describe its own file system, and that a process on this machine takes from this machine. */
const ofTheImage: ReadonlySet<string> = new Set(["PATH", "HOME"]);

/**
 * One container definition, with what its image adds. Refuses what a plain process cannot be given: values that only AWS knows,
 * other containers, and health checks that run inside.
 *
 * @param port The container port that the target group sends to.
 */
export function planContainer(
    inputs: Inputs,
    port: number,
    stack: DeclaredStack,
    directory: string,
    refusals: Refusals,
): Pick<Service, "container" | "image"> | undefined {
    refuseUnserved(inputs);
    const planned = planImage(inputs, stack, directory, refusals);
    const declared: Declared = {
        name: inputs.string("name", ""),
        stopTimeout: inputs.number("stopTimeout", defaultStopTimeout),
        entryPoint: inputs.strings("entryPoint"),
        command: inputs.strings("command"),
        environment: planEnvironment(inputs),
        secrets: planSecrets(inputs),
        workingDirectory: inputs.string("workingDirectory"),
    };
    inputs.end();
    return planned && withImage(declared, port, planned, inputs);
}

/** What a container definition says itself. */
interface Declared extends Pick<Service["container"], "name" | "stopTimeout" | "environment" | "secrets"> {
    readonly entryPoint: readonly string[] | undefined;
    readonly command: readonly string[] | undefined;
    readonly workingDirectory: string | undefined;
}

/** The definition over what its image says, with paths of this machine. */
function withImage(declared: Declared, port: number, planned: PlannedImage, inputs: Inputs): Pick<Service, "container" | "image"> {
    const { config, image } = planned;
    const { name, secrets, stopTimeout, entryPoint, workingDirectory } = declared;
    if (workingDirectory !== undefined && workingDirectory !== config.workingDirectory) {
        inputs.refuse("workingDirectory", "must be the image's WORKDIR: the app's folder stands for it here");
    }
    // An entry point of the definition drops the image's command, as `docker run --entrypoint` does.
    const imageCommand = entryPoint === undefined ? config.command : [];
    const command = [...(entryPoint ?? config.entryPoint), ...(declared.command ?? imageCommand)];
    if (command.length === 0) {
        inputs.refuse("command", "neither the container nor its Dockerfile says what to start");
    }
    const ofImage = Object.fromEntries(Object.entries(config.environment).filter(([variable]) => !ofTheImage.has(variable)));
    const environment = { ...ofImage, ...declared.environment };
    const onHost = toHost(planned, inputs);
    return {
        image: { ...image, workingDirectory: onHost(config.workingDirectory, "image") },
        container: {
            name,
            port,
            stopTimeout,
            command: command.map((word) => onHost(word, "command")),
            environment: mapValues(environment, (value, variable) => onHost(value, `environment.${variable}`)),
            secrets,
        },
    };
}

function refuseUnserved(inputs: Inputs): void {
    // Limits, logs and the file system's confinement: a process here has the machine's.
    inputs.noDifference("cpu", "memory", "memoryReservation", "essential", "logConfiguration", "ulimits", "user", "startTimeout");
    inputs.noDifference("readonlyRootFilesystem", "linuxParameters", "mountPoints", "interactive", "pseudoTerminal", "hostname");
    inputs.noDifference("repositoryCredentials", "portMappings", "privileged");
    inputs.never("the file is kept on AWS and is not known here", "environmentFiles");
    inputs.never("checks inside the container do not run here; use the target group's", "healthCheck");
    inputs.never("a task has one container here", "dependsOn", "links", "volumesFrom", "firelensConfiguration");
    inputs.never(
        "the network of a process cannot be set here",
        "disableNetworking",
        "dnsSearchDomains",
        "dnsServers",
        "extraHosts",
        "systemControls",
    );
    inputs.never("is not served here", "dockerSecurityOptions", "resourceRequirements");
}

function planEnvironment(inputs: Inputs): Record<string, string> {
    const environment: Record<string, string> = {};
    for (const variable of inputs.objects("environment")) {
        environment[variable.string("name", "")] = variable.string("value", "");
        variable.end();
    }
    return environment;
}

/** The names alone: AWS keeps the values, wherever `valueFrom` says. */
function planSecrets(inputs: Inputs): string[] {
    return inputs.objects("secrets").map((secret) => {
        const name = secret.string("name", "");
        secret.noDifference("valueFrom");
        secret.end();
        return name;
    });
}

/**
 * Replaces a path of the image, or several with colons between them, by what it was copied from; other texts stay as they are. The app's
 * folder stands for a WORKDIR that nothing was copied to.
 */
function toHost({ config, image }: PlannedImage, container: Inputs): (text: string, key: string) => string {
    const place = (files: ImageFiles, wanted: string, key: string): string | undefined => {
        try {
            return hostPath(files, wanted);
        } catch (error) {
            if (!(error instanceof NoOnePlaceError)) {
                throw error;
            }
            container.refuse(key, error.message);
            return wanted;
        }
    };
    const { workingDirectory } = config;
    const isCopied = place(config.files, workingDirectory, "image") !== undefined;
    const files = isCopied ? config.files : [{ path: workingDirectory, host: image.context }, ...config.files];
    return (text, key) => {
        if (text === workingDirectory) {
            return place(files, text, key) ?? text;
        }
        const parts = text.split(":");
        const arePaths = parts.every((part) => part.startsWith("/") && part !== "/");
        return arePaths ? parts.map((part) => place(files, path.posix.normalize(part), key) ?? part).join(path.delimiter) : text;
    };
}

function mapValues(values: Readonly<Record<string, string>>, map: (value: string, name: string) => string): Record<string, string> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}
