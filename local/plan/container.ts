import type { DeclaredStack } from "../declared";
import type { Service } from "../model";
import { pathHere, planImage } from "./image";
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
    // Limits, logs and the file system's confinement: a process here has the machine's.
    inputs.noDifference("cpu", "memory", "memoryReservation", "essential", "logConfiguration", "ulimits", "user", "startTimeout");
    inputs.noDifference("readonlyRootFilesystem", "linuxParameters", "mountPoints", "interactive", "pseudoTerminal", "hostname");
    inputs.noDifference("repositoryCredentials", "portMappings", "privileged");
    const planned = planImage(inputs, stack, directory, refusals);
    const entryPoint = inputs.strings("entryPoint");
    const command = inputs.strings("command");
    const environment = planEnvironment(inputs);
    const container = {
        name: inputs.string("name", ""),
        port,
        environment,
        command: [] as string[],
        stopTimeout: inputs.number("stopTimeout", defaultStopTimeout),
    };
    const workingDirectory = inputs.string("workingDirectory");
    inputs.end();
    if (planned === undefined) {
        return undefined;
    }
    if (workingDirectory !== undefined && workingDirectory !== planned.config.workingDirectory) {
        inputs.refuse("workingDirectory", "must be the image's WORKDIR: the app's folder stands for it here");
    }
    // An entry point of the definition drops the image's command, as `docker run --entrypoint` does.
    const imageCommand = entryPoint === undefined ? planned.config.command : [];
    const whole = [...(entryPoint ?? planned.config.entryPoint), ...(command ?? imageCommand)];
    if (whole.length === 0) {
        inputs.refuse("command", "neither the container nor its Dockerfile says what to start");
    }
    const ofImage = Object.entries(planned.config.environment).filter(([name]) => !ofTheImage.has(name));
    return {
        image: planned.image,
        container: {
            ...container,
            command: whole.map((word) => pathHere(word, planned.folders)),
            environment: {
                ...Object.fromEntries(ofImage.map(([name, value]) => [name, pathHere(value, planned.folders)])),
                ...environment,
            },
        },
    };
}

function refuseUnserved(inputs: Inputs): void {
    inputs.never("the value is kept on AWS and is not known here", "secrets", "environmentFiles");
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
