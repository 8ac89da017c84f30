import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { loadSettings, type Settings } from "../../../config";
import type { Problem } from "../../../settings/problems";
import { stackConfig, type Overrides } from "./declare";
import { withVariables } from "../../support/with-variables";

/** The settings that the program reads from a stack's configuration. Throws what it throws. */
export async function settingsOf(overrides: Overrides = {}): Promise<Settings> {
    const { project, stack, config, secretKeys = [] } = stackConfig(overrides);
    const nothing = (): never => assert.fail("Reading the settings must register and call nothing.");
    await pulumi.runtime.setMocks({ newResource: nothing, call: nothing }, project, stack);
    pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]);
    return loadSettings();
}

/** What is wrong with a stack's configuration: the problems, and the error as Pulumi prints it. */
export async function problemsOf(overrides: Overrides): Promise<{ problems: readonly Problem[]; message: string }> {
    try {
        await settingsOf(overrides);
    } catch (error) {
        // Pulumi prints the message of a RunError alone, and anything else with its stack trace.
        assert.ok(pulumi.RunError.isInstance(error), String(error));
        const { problems, message } = error as Error & { problems: readonly Problem[] };
        return { problems, message };
    }
    return { problems: [], message: "" };
}

/** Runs an action without the environment's AWS region, as on a machine where none is set. */
export function withoutRegionVariables<T>(action: () => Promise<T>, variables: Readonly<Record<string, string>> = {}): Promise<T> {
    return withVariables({ AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, ...variables }, action);
}
