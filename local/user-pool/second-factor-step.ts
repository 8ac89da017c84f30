import type { IncomingMessage } from "node:http";
import { csrfToken } from "./csrf";
import type { Front } from "./front";
import { redirect, type Answer } from "./http";
import { codePage } from "./pages/code-page";
import type { RightPassword } from "./pending-login";
import { nextFactor } from "./second-factor";
import { askSetUp } from "./set-up-step";

/** What follows the right password, be it the temporary one's successor: the app, the authenticator app's code, or its set-up. */
export async function afterPassword(front: Front, incoming: IncomingMessage, login: RightPassword): Promise<Answer> {
    const { request, user, password, location } = login;
    const factor = nextFactor(user, await front.directory.settings());
    if (factor === "set-up") return askSetUp(front, incoming, login);
    if (factor === "code") {
        const session = front.pending.add({ step: "code", request, username: user.username, password, location });
        return codePage(request, { banner: front.banner, csrf: csrfToken(incoming), session });
    }
    return redirect(location, [front.sessions.start(user.username, password)]);
}
