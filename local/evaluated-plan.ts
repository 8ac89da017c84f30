import { afterSchedule } from "./after-schedule";
import { evaluateQuickly } from "./evaluate-quickly";
import type { Plan } from "./model";
import type { StackOptions } from "./options";
import { planStack, RefusedError } from "./plan";
import { EncryptedError, readStackConfig, type StackConfig } from "./stack-config";

interface Options extends Pick<StackOptions, "directory" | "stack" | "secrets" | "afterSchedules"> {
    /** The command that names a file of secrets, for advice. @default `npm start` for the stack */
    readonly secretsCommand?: string;
}

/**
 * What is served of the stack as its files configure it.
 *
 * @throws RefusedError also where a secret is missing: nobody should look for one that cannot be tried here. Else what reading the files, evaluating or
 * planning throws.
 */
export async function evaluatedPlan(options: Options): Promise<Plan> {
    const { directory, stack, secrets, secretsCommand, afterSchedules = [] } = options;
    const plan = async (config: StackConfig): Promise<Plan> => planStack(await evaluateQuickly({ directory, ...config }), directory);
    let config: StackConfig | undefined;
    try {
        config = readStackConfig({ directory, stack, secrets, secretsCommand });
        return afterSchedules.reduce(afterSchedule, await plan(config));
    } catch (error) {
        const standIn = withStandIns(error, config);
        const refused: unknown = standIn && (await plan(standIn).catch((reason: unknown) => reason));
        throw refused instanceof RefusedError ? refused : error;
    }
}

/** The configuration with texts that are no secrets where nothing but secrets is missing. */
function withStandIns(error: unknown, config: StackConfig | undefined): StackConfig | undefined {
    if (error instanceof EncryptedError) {
        return error.standIn;
    }
    const standIns = standInsOf(error);
    if (config === undefined || standIns === undefined) {
        return undefined;
    }
    const own = Object.entries(standIns).map(([key, value]) => [`${config.project}:${key}`, value] as const);
    const secretKeys = [...(config.secretKeys ?? []), ...own.map(([key]) => key)];
    return { ...config, config: { ...config.config, ...Object.fromEntries(own) }, secretKeys };
}

/** A program's error may say what to evaluate it with in the place of missing secrets, by its keys. Its class is loaded anew with the program. */
function standInsOf(error: unknown): Readonly<Record<string, string>> | undefined {
    return error instanceof Error && "standIns" in error ? (error.standIns as Readonly<Record<string, string>> | undefined) : undefined;
}
