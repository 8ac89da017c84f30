import * as fs from "node:fs";
import * as path from "node:path";
import { load, YAMLException } from "js-yaml";
import { commandWith } from "./command-line";

/** A stack's settings as the Pulumi CLI hands them to the program. */
export interface StackConfig {
    readonly project: string;
    readonly stack: string;
    /** Full key (`project:key`, `aws:region`) to text; lists and maps are JSON, as in the CLI. */
    readonly config: Readonly<Record<string, string>>;
    /** Full keys of the values that are handed over as decrypted. @default none */
    readonly secretKeys?: readonly string[];
}

/** Problems with Pulumi.yaml or the stack's file: the message is meant for people. */
export class StackConfigError extends Error {
    override readonly name = "StackConfigError";
}

/** Values that only the Pulumi CLI can read, and that no file of secrets has. */
export class EncryptedError extends StackConfigError {
    /** @param standIn The configuration with a text that is no secret in the place of each. */
    constructor(
        message: string,
        readonly standIn: StackConfig,
    ) {
        super(message);
    }
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml`: the stack's values, over the project's values and defaults.
 *
 * @param options.secrets YAML file of values in the place of encrypted ones, by key @default none
 * @param options.secretsCommand the command that names such a file, for advice @default `npm start` for the stack
 * @throws StackConfigError when a file is missing or unreadable; EncryptedError when a value is encrypted and not in `secrets`.
 */
export function readStackConfig(options: {
    readonly directory: string;
    readonly stack: string;
    readonly secrets?: string | undefined;
    readonly secretsCommand?: string | undefined;
}): StackConfig {
    const { directory, stack, secretsCommand = commandWith("npm start", { stack, secrets: "FILE" }) } = options;
    const project = readYaml(path.join(directory, "Pulumi.yaml"));
    const name = project["name"];
    if (typeof name !== "string") {
        throw new StackConfigError("Pulumi.yaml has no name.");
    }
    const file = path.join(directory, `Pulumi.${stack}.yaml`);
    if (!fs.existsSync(file)) {
        const mend = stack === "dev" ? "`git checkout Pulumi.dev.yaml` brings it back" : `copy Pulumi.dev.yaml to Pulumi.${stack}.yaml`;
        throw new StackConfigError(`There is no stack ${stack}: Pulumi.${stack}.yaml does not exist. Name another stack, or ${mend}.`);
    }
    const values = { ...projectDefaults(name, section(project["config"])), ...settingsIn(file) };
    const secrets = options.secrets === undefined ? {} : withProject(name, readSecrets(options.secrets));
    const all = Object.entries({ ...withProject(name, values), ...secrets });
    const encrypted = all.filter(([, value]) => isEncrypted(value)).map(([key]) => key);
    const config = Object.fromEntries(all.map(([key, value]) => [key, asText(withStandIns(value))]));
    const secretKeys = [...Object.keys(secrets), ...encrypted];
    const read = { project: name, stack, config, ...(secretKeys.length === 0 ? {} : { secretKeys }) };
    if (encrypted.length > 0) {
        throw new EncryptedError(whyEncrypted(encrypted, path.basename(file), secretsCommand), read);
    }
    return read;
}

/** What a stack's file has under `config:`. The Pulumi CLI reads nothing of what stands beside it, and does not say so. */
function settingsIn(file: string): Record<string, unknown> {
    const content = readYaml(file);
    const beside = Object.keys(content).filter((key) => key.includes(":"));
    if (beside.length > 0) {
        const name = path.basename(file);
        const it = beside.length === 1 ? "it" : "them";
        throw new StackConfigError(
            `${name} has ${beside.join(", ")} beside "config:", where nobody reads ${it}: indent ${it} as the lines below "config:" are.`,
        );
    }
    return section(content["config"]);
}

/** A file of secrets that does not exist is no file without secrets. */
function readSecrets(file: string): Record<string, unknown> {
    if (!fs.existsSync(file)) {
        throw new StackConfigError(`The file of secrets ${file} does not exist.`);
    }
    return readYaml(file, false);
}

function withProject(project: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]));
}

/**
 * The project's own settings as they are where a stack does not set them, by their keys without the project.
 *
 * @throws StackConfigError when Pulumi.yaml is missing or unreadable
 */
export function readDefaults(directory: string): Readonly<Record<string, string>> {
    const project = readYaml(path.join(directory, "Pulumi.yaml"));
    const prefix = `${String(project["name"])}:`;
    const own = Object.entries(projectDefaults(String(project["name"]), section(project["config"]))).filter(([key]) =>
        key.startsWith(prefix),
    );
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), asText(value)]));
}

/** Project-level `config`: a bare value, or a `default` or `value`. Pulumi docs, "Project-level configuration". */
function projectDefaults(project: string, declared: Record<string, unknown>): Record<string, unknown> {
    const defaults: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(declared)) {
        const value = isMap(entry) ? (entry["value"] ?? entry["default"]) : entry;
        if (value !== undefined) {
            defaults[key.includes(":") ? key : `${project}:${key}`] = value;
        }
    }
    return defaults;
}

/** @param quotes whether the message about a mistake in the file may show the lines around it */
function readYaml(file: string, quotes = true): Record<string, unknown> {
    try {
        const text = fs.readFileSync(file, "utf8");
        // js-yaml takes a text of comments alone for a mistake; to the Pulumi CLI, it is a file without settings.
        return isEmpty(text) ? {} : section(load(text));
    } catch (error) {
        const why = error instanceof YAMLException && !quotes ? whereOf(error) : error instanceof Error ? error.message : String(error);
        throw new StackConfigError(`${path.basename(file)} cannot be read: ${why}`);
    }
}

function isEmpty(yaml: string): boolean {
    return yaml.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line));
}

/** Where a mistake is, without a word of the file: even the reason may hold one, such as the name of an alias. */
function whereOf({ mark }: YAMLException): string {
    return `it is no YAML, by line ${(mark?.line ?? 0) + 1}`;
}

function whyEncrypted(keys: readonly string[], file: string, secretsCommand: string): string {
    const [are, them, value, key] = keys.length === 1 ? ["is", "it", "a value", "key"] : ["are", "them", "values", "keys"];
    return `${keys.join(", ")} in ${file} ${are} encrypted, and only the Pulumi CLI can read ${them}. Put ${value} to try with in a YAML file of its own, under the same ${key}, and name that file: ${secretsCommand}`;
}

/** The value with a text that is no secret wherever it is encrypted. */
function withStandIns(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if ("secure" in value) {
        return "stand-in";
    }
    return Array.isArray(value)
        ? value.map(withStandIns)
        : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withStandIns(item)]));
}

function asText(value: unknown): string {
    if (value === null) {
        return "";
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** Encrypted itself, or somewhere inside. */
function isEncrypted(value: unknown): boolean {
    if (typeof value !== "object" || value === null) {
        return false;
    }
    return "secure" in value || Object.values(value).some(isEncrypted);
}

function section(value: unknown): Record<string, unknown> {
    return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
