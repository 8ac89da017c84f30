import { ofType, referred, type Resource } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/**
 * A trigger sees every sign-in, and may let anybody in; and a function that the pool may not call keeps everybody out. Source: Cognito Developer Guide,
 * "Customizing user pool workflows with Lambda triggers".
 */
export const ownTriggers: StackRule = {
    id: "own-triggers",
    scope: "stack",
    description: "A user pool asks functions of this stack only, and only this pool can call them.",
    remedy: "Take each trigger from the stack's own functions, with a permission for cognito-idp.amazonaws.com whose sourceArn is the pool's.",
    types: [types.userPool, types.lambdaPermission],
    *check(resource, stack) {
        if (resource.type === types.lambdaPermission) {
            const { props } = resource;
            const principal = textAt(props, "principal");
            if (principal !== "cognito-idp.amazonaws.com" || at(props, "functionUrlAuthType") !== undefined) {
                yield `it lets ${show(principal)} call the function`;
            }
            if (referred(stack, resource, ["sourceArn"], types.userPool).length === 0) {
                yield "it is for no user pool of this stack: any other could call the function";
            }
            return;
        }
        for (const trigger of Object.keys(at(resource.props, "lambdaConfig") ?? {})) {
            const [lambda] = referred(stack, resource, ["lambdaConfig", trigger], types.lambdaFunction);
            if (lambda === undefined) {
                yield `${trigger} is no function of this stack`;
                continue;
            }
            const permitted = ofType(stack, types.lambdaPermission).some(
                (permission) =>
                    referred(stack, permission, ["function"], types.lambdaFunction).includes(lambda) &&
                    referred(stack, permission, ["sourceArn"], types.userPool).includes(resource),
            );
            if (!isOwnFile(lambda)) {
                yield `${lambda.name}, its trigger ${trigger}, is no function of a file in triggers/`;
            }
            if (!permitted) {
                yield `it may not call ${lambda.name}, its trigger ${trigger}: nobody can sign in`;
            }
        }
    },
};

/** Where the code is, the engine tells as a promise, which nobody can wait for here: then, the handler's name alone is looked at. */
function isOwnFile({ props }: Resource): boolean {
    const files = Object.entries(at(props, "code", "assets") ?? {});
    const isInFolder = files.every(([name, asset]) => (textAt(asset, "path") ?? `./triggers/${name}`) === `./triggers/${name}`);
    return isInFolder && /^[a-z-]+\.handler$/.test(textAt(props, "handler") ?? "");
}
