import type { StackRule } from "../rule";
import { hostsOf, isForwarding, rulesOf } from "../view/listeners";
import { types } from "../view/types";
import { show, textAt } from "../view/values";

/** What a mail program makes a link of: an address with or without its protocol, and whatever an HTML attribute leads to. */
const linkLike = /(?:\b[a-z][a-z0-9+.-]*:)?\/\/[^\s"'<>]+|\bwww\.[^\s"'<>]+|\b(?:href|src|action)\s*=\s*["']?[^\s"'>]+/gi;

/** Whoever gets the mail has the temporary password at hand: a page elsewhere could ask for it. */
export const invitationLinksHome: StackRule = {
    id: "invitation-links-home",
    scope: "stack",
    description: "The mail with a temporary password leads to the app's own host, by HTTPS, or nowhere.",
    remedy: "Link to https://<domain>, or to mailto: addresses, in adminCreateUserConfig.inviteMessageTemplate; `{url}` in the setting is the former.",
    types: [types.userPool],
    *check({ props }, stack) {
        const hosts = new Set(rulesOf(stack).filter(isForwarding).flatMap(hostsOf));
        for (const part of ["emailMessage", "emailSubject", "smsMessage"]) {
            const text = textAt(props, "adminCreateUserConfig", "inviteMessageTemplate", part) ?? "";
            const targets = [...text.matchAll(linkLike)].map(([link]) => link.replace(/^(?:href|src|action)\s*=\s*["']?/i, ""));
            for (const target of targets.filter((each) => !isHome(each, hosts))) {
                yield `${part} leads to ${show(target)}`;
            }
        }
    },
};

function isHome(target: string, hosts: ReadonlySet<string>): boolean {
    if (/^mailto:/i.test(target)) {
        return true;
    }
    const { protocol, host, username } = URL.canParse(target) ? new URL(target) : { protocol: "", host: "", username: "" };
    return protocol === "https:" && hosts.has(host) && username === "";
}
