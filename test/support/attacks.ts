import type { RunningStack } from "../../harness/running-stack";
import { Visitor } from "../../harness/visitor";

/** Somebody who can sign in. */
export interface Account {
    readonly username: string;
    readonly password: string;
}

/**
 * One attack on a running stack by HTTP. Resolves with whether it succeeded.
 *
 * Run twice: on the stack as declared, where it must not, and on one without what it attacks, where it must: else it would show nothing.
 */
export type Attack = (stack: RunningStack, account: Account) => Promise<boolean>;

const cookieName = "AWSELBAuthSessionCookie-0";

/** Signs in as a person would. */
export async function signIn(stack: RunningStack, { username, password }: Account): Promise<Visitor> {
    const visitor = new Visitor(stack);
    const callback = await visitor.signIn("/", username, password);
    await visitor.open(callback.location);
    return visitor;
}

/** A browser's history, or a log, gives away an address that led into a session. */
async function replayCallback(stack: RunningStack, { username, password }: Account): Promise<boolean> {
    const visitor = new Visitor(stack);
    const callback = await visitor.signIn("/", username, password);
    const cookies = new Map(visitor.appCookies());
    await visitor.send(callback.location);
    cookies.forEach((value, name) => visitor.appCookies().set(name, value));
    visitor.appCookies().delete(cookieName);
    await visitor.send(callback.location);
    return visitor.appCookies().has(cookieName);
}

/** The victim follows the attacker's link to the callback, and from then on works in the attacker's account. */
async function fixSession(stack: RunningStack, { username, password }: Account): Promise<boolean> {
    const callback = await new Visitor(stack).signIn("/", username, password);
    const victim = new Visitor(stack);
    await victim.send(callback.location);
    return victim.appCookies().has(cookieName);
}

/** The victim follows a link to the app, signs in there, and ends on the attacker's page. */
async function redirectAfterLogin(stack: RunningStack, { username, password }: Account): Promise<boolean> {
    const visitor = new Visitor(stack);
    const link = `${stack.outputs.url}//evil.example.com/%2f..?next=https://evil.example.com`;
    const callback = await visitor.signIn(link, username, password);
    const { location } = await visitor.send(callback.location);
    return new URL(location).origin !== stack.outputs.url;
}

/** A user sends headers that claim to be another. Needs the echoing app. */
async function sendLookAlikes(stack: RunningStack, account: Account): Promise<boolean> {
    const visitor = await signIn(stack, account);
    for (const name of ["x-amzn-oidc-identity", "X-AMZN-OIDC-Identity", "x_amzn_oidc_identity"]) {
        const { status, body } = await visitor.send("/", { headers: { [name]: "somebody-else" } });
        if (status === 200 && body.includes("somebody-else")) return true;
    }
    return false;
}

/** Attacks on what stands before the app: the load balancer and the user pool. */
export const attacks: Readonly<Record<string, Attack>> = {
    "a callback that is replayed": replayCallback,
    "a session that somebody else began": fixSession,
    "a link that leads elsewhere after the login": redirectAfterLogin,
    "headers that look like an identity": sendLookAlikes,
};

/** A user of one stack sends the session's cookies to another, whose address has the same name. */
export async function useCookieOfAnotherStack(there: RunningStack, here: RunningStack, account: Account): Promise<boolean> {
    const user = await signIn(there, account);
    const visitor = new Visitor(here);
    user.appCookies().forEach((value, name) => visitor.appCookies().set(name, value));
    return (await visitor.send("/_session")).status === 200;
}

/** Somebody inside the network asks a task itself, and says who it is. */
export async function askTask(stack: RunningStack): Promise<boolean> {
    const headers = { "x-amzn-oidc-identity": "admin", "x-amzn-oidc-data": "e30=.e30=.AA==", "x-amzn-oidc-accesstoken": "e30.e30.AA" };
    const answers = stack.outputs.tasks.flatMap(({ url }) =>
        ["/", "/_session", "/_session/page.js", "/sign-out", "/_stcore/host-config", "/static/x.js"].flatMap((address) => [
            fetch(url + address),
            fetch(url + address, { headers }),
        ]),
    );
    return (await Promise.all(answers)).some(({ status }) => status !== 401);
}
