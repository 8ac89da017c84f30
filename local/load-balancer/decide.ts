import type { Listener } from "../model";
import { errorAnswer, type Answer } from "./answer";
import type { Authenticator } from "./authenticate-cognito";
import type { HeaderList } from "./headers";
import { matchRule } from "./rules";
import type { ReceivedRequest } from "./received-request";
import { fixedResponse, redirect } from "./static-actions";
import type { TargetGroupService } from "./target-group";

/** Leave to send a request to a target. Made here only, after every action of the matched rule before it. */
export interface ForwardDecision {
    readonly group: TargetGroupService;
    readonly identityHeaders: HeaderList;
    readonly setCookies: readonly string[];
}

/** What a decision is made with. */
export interface Deciding {
    readonly listener: Listener;
    readonly authenticate: Authenticator;
    readonly targetGroups: ReadonlyMap<string, TargetGroupService>;
    readonly localPort: (declaredPort: string) => string;
}

/**
 * Runs the matched rule's actions in their order, up to the first that answers or forwards.
 *
 * AWS: "Listener rules for your Application Load Balancer", Rule action types.
 */
export async function decide(
    request: ReceivedRequest,
    { listener, authenticate, targetGroups, localPort }: Deciding,
): Promise<Answer | ForwardDecision> {
    let identityHeaders: HeaderList = [];
    let setCookies: readonly string[] = [];
    for (const action of matchRule(listener, request).actions) {
        switch (action.type) {
            case "fixed-response":
                return fixedResponse(action);
            case "redirect":
                return redirect(action, request, localPort);
            case "authenticate-cognito": {
                const outcome = await authenticate(action, request);
                if ("status" in outcome) {
                    return outcome;
                }
                ({ identityHeaders, setCookies } = outcome);
                break;
            }
            case "forward": {
                const group = targetGroups.get(action.targetGroupArn);
                return group === undefined ? errorAnswer(503) : { group, identityHeaders, setCookies };
            }
        }
    }
    // A rule without a last action: AWS does not accept one, and nothing may pass through it.
    return errorAnswer(500);
}
