import * as path from "node:path";
import type { DeclaredResource, DeclaredStack } from "../declared";
import type { LambdaFunction, Triggers } from "../model";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";

/** A stack, and the program's folder, which the paths of its files start at. */
export interface Program {
    readonly stack: DeclaredStack;
    readonly directory: string;
}

/**
 * The functions that a pool asks: JavaScript files of the program, which the pool is permitted to call. Refuses every other trigger, and functions in
 * another language.
 *
 * @param inputs the pool's own
 */
export function planTriggers(pool: DeclaredResource, inputs: Inputs, program: Program, refusals: Refusals): Triggers | undefined {
    const config = inputs.object("lambdaConfig");
    refuseOthers(program.stack, config, refusals);
    if (config === undefined) {
        return undefined;
    }
    const preSignUp = planTrigger(pool, config, "preSignUp", program, refusals);
    // One function may be both; what is wrong with it is said once.
    const isSame = config.any("preTokenGeneration") === config.any("preSignUp");
    const preTokenGeneration = isSame ? preSignUp : planTrigger(pool, config, "preTokenGeneration", program, refusals);
    // Any other would be asked by AWS.
    config.end();
    return { ...(preSignUp && { preSignUp }), ...(preTokenGeneration && { preTokenGeneration }) };
}

/** A function that no trigger is would be called by something that does not run here. */
function refuseOthers(stack: DeclaredStack, config: Inputs | undefined, refusals: Refusals): void {
    const asked = ["preSignUp", "preTokenGeneration"].map((trigger) => config?.any(trigger));
    for (const resource of stack.ofType("aws:lambda/function:Function").filter(({ state }) => !asked.includes(state["arn"] ?? ""))) {
        refusals.refuse(
            resource,
            "the resource",
            "only functions that the user pool asks before a sign-up or before it makes tokens run here",
        );
    }
}

function planTrigger(
    pool: DeclaredResource,
    config: Inputs,
    trigger: string,
    { stack, directory }: Program,
    refusals: Refusals,
): LambdaFunction | undefined {
    const arn = config.string(trigger);
    if (arn === undefined) {
        return undefined;
    }
    const resource = stack.ofType("aws:lambda/function:Function").find((candidate) => candidate.state["arn"] === arn);
    if (resource === undefined) {
        config.refuse(trigger, "no declared function has this ARN");
        return undefined;
    }
    if (!isPermitted(pool, resource, stack, refusals)) {
        config.refuse(trigger, `no declared permission lets the pool call "${resource.name}", and on AWS every sign-in would fail`);
    }
    return planFunction(resource, directory, refusals);
}

/** Source: Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers": the pool's permission is the function's own policy. */
function isPermitted(pool: DeclaredResource, lambda: DeclaredResource, stack: DeclaredStack, refusals: Refusals): boolean {
    const names = [lambda.id, lambda.state["name"], lambda.state["arn"]];
    const own = stack.ofType("aws:lambda/permission:Permission").filter(({ inputs }) => names.includes(inputs["function"] ?? ""));
    const permits = own.map((resource) => {
        const inputs = new Inputs(resource, refusals);
        inputs.noDifference("function", "statementId", "statementIdPrefix", "region");
        const isInvoked = inputs.string("action") === "lambda:InvokeFunction" && inputs.string("principal") === "cognito-idp.amazonaws.com";
        const isOfPool = [undefined, pool.state["arn"]].includes(inputs.string("sourceArn"));
        // Other conditions might not hold on AWS.
        inputs.end();
        return isInvoked && isOfPool;
    });
    return permits.includes(true);
}

function planFunction(resource: DeclaredResource, directory: string, refusals: Refusals): LambdaFunction {
    const inputs = new Inputs(resource, refusals);
    const runtime = inputs.string("runtime", "");
    if (!runtime.startsWith("nodejs")) {
        inputs.refuse("runtime", `"${runtime}" does not run here, only nodejs`);
    }
    inputs.never("layers are not served here", "layers");
    inputs.never("only archives of the program's files are served here", "imageUri", "s3Bucket", "s3Key", "packageType");
    inputs.never("there is no network of the stack's own here", "vpcConfig");
    // Where and with how much memory it runs, what it may call, and where its log goes: it is a process of this machine here.
    inputs.noDifference("role", "architectures", "memorySize", "loggingConfig", "tags", "name", "region", "description", "publish");
    const environment = inputs.object("environment");
    const variables = environment?.map("variables") ?? {};
    environment?.end();
    const planned = {
        resourceName: resource.name,
        handler: inputs.string("handler", ""),
        files: filesOf(inputs, directory),
        environment: variables,
        timeout: inputs.number("timeout", 3),
    };
    inputs.end();
    return planned;
}

/** Pulumi docs, "Assets and archives": an archive of files of the program. */
function filesOf(inputs: Inputs, directory: string): Record<string, string> {
    const assets = (inputs.any("code") as { readonly assets?: Readonly<Record<string, { readonly path?: unknown } | null>> } | undefined)
        ?.assets;
    const files: Record<string, string> = {};
    for (const [name, asset] of Object.entries(assets ?? {})) {
        if (typeof asset?.path === "string") {
            files[name] = path.resolve(directory, asset.path);
        } else {
            inputs.refuse("code", `"${name}" is no file of the program`);
        }
    }
    if (assets === undefined) {
        inputs.refuse("code", "only archives of the program's files are served here");
    }
    return files;
}
