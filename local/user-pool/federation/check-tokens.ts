import { decodeJwt } from "jose";
import type { Front } from "../front";
import { text } from "../values";

/**
 * Asks the pool's pre token generation trigger about tokens that were made and not yet given.
 *
 * @throws TriggerError where it refuses them
 */
export async function checkTokens(front: Front, source: `TokenGeneration_${string}`, accessToken: string): Promise<void> {
    const { username, client_id: clientId, "cognito:groups": groups } = decodeJwt(accessToken);
    const user = await front.directory.user(text(username));
    if (user === undefined) throw new Error("Tokens were made for a user who is not there.");
    const context = { region: front.region, userPoolId: front.directory.userPoolId, clientId: text(clientId) };
    await front.federation.triggers.preTokenGeneration(source, context, user, Array.isArray(groups) ? groups.map(String) : []);
}
