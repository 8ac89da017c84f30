import type { LambdaFunction, Triggers } from "../../model";
import type { User } from "../directory";
import { invoke, TriggerError, type TriggerEvent } from "./invoke";

/** What every event says. */
export interface EventContext {
    readonly region: string;
    readonly userPoolId: string;
    readonly clientId: string;
}

type Attributes = Readonly<Record<string, string>>;

/** The functions that a pool asks, with Cognito's events. Each rejects with TriggerError where the function refuses. */
export interface PoolTriggers {
    /** Before an account is made; answers with the attributes that the account gets. */
    preSignUp(
        source: "PreSignUp_ExternalProvider" | "PreSignUp_AdminCreateUser",
        context: EventContext,
        userName: string,
        attributes: Attributes,
    ): Promise<Attributes>;
    /** Before tokens are made. */
    preTokenGeneration(source: `TokenGeneration_${string}`, context: EventContext, user: User, groups: readonly string[]): Promise<void>;
}

/**
 * The declared triggers of a pool. Source: Cognito Developer Guide, "Pre sign-up Lambda trigger", "Pre token generation Lambda trigger" (version 1),
 * "Common Lambda trigger parameters".
 *
 * @param log gets what the functions print
 */
export function poolTriggers({ preSignUp, preTokenGeneration }: Triggers, log: (line: string) => void): PoolTriggers {
    return {
        preSignUp: async (source, context, userName, attributes) => {
            if (preSignUp === undefined) return attributes;
            const asked = { ...attributes, "cognito:email_alias": "", "cognito:phone_number_alias": "" };
            const response = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
            const answer = await ask(
                preSignUp,
                event(source, context, userName, { userAttributes: asked, validationData: {} }, response),
                log,
            );
            return answer["autoVerifyEmail"] === true ? { ...attributes, email_verified: "true" } : attributes;
        },
        preTokenGeneration: async (source, context, user, groups) => {
            if (preTokenGeneration === undefined) return;
            const request = {
                userAttributes: { ...user.attributes, "cognito:user_status": user.status },
                groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
            };
            const answer = await ask(
                preTokenGeneration,
                event(source, context, user.username, request, { claimsOverrideDetails: null }),
                log,
            );
            if ((answer["claimsOverrideDetails"] ?? null) !== null) {
                throw new TriggerError(`${preTokenGeneration.resourceName} changes claims, which the local run does not.`);
            }
        },
    };
}

async function ask(lambda: LambdaFunction, asked: TriggerEvent, log: (line: string) => void): Promise<Readonly<Record<string, unknown>>> {
    const { response } = await invoke(lambda, asked, log);
    return typeof response === "object" && response !== null ? (response as Record<string, unknown>) : {};
}

function event(
    triggerSource: string,
    { region, userPoolId, clientId }: EventContext,
    userName: string,
    request: object,
    response: object,
): TriggerEvent {
    const callerContext = { awsSdkVersion: "aws-sdk-unknown-unknown", clientId };
    return { version: "1", triggerSource, region, userPoolId, userName, callerContext, request, response };
}
