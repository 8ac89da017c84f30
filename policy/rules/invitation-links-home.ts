import { types } from "../../declared/types";
import { at, show } from "../../declared/values";
import type { StackRule } from "../rule";
import { dnsName } from "../view/dns-name";
import { linksIn } from "../view/links";
import { hostsOf, isForwarding, rulesOf } from "../view/listeners";

/** Every message of the pool's: to whoever is invited, and with a code. Other inputs that hold one, the pack does not know. */
const templates = [["adminCreateUserConfig", "inviteMessageTemplate"], ["verificationMessageTemplate"]] as const;

/** Whoever gets the mail has the temporary password, or a code, at hand: a page elsewhere could ask for it. */
export const invitationLinksHome: StackRule = {
    id: "invitation-links-home",
    scope: "stack",
    description: "The mail with a temporary password or a code leads to the app's own host, by HTTPS, or nowhere.",
    remedy: "Link to https://<domain>, or to mailto: addresses, in the user pool's messages; `{url}` in the setting is the former.",
    types: [types.userPool],
    *check({ props }, stack) {
        const hosts = new Set(rulesOf(stack).filter(isForwarding).flatMap(hostsOf).map(dnsName));
        for (const [part, text] of templates.flatMap((path) => Object.entries(at(props, ...path) ?? {}))) {
            for (const target of linksIn(String(text)).filter((each) => !isHome(each, hosts))) {
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
    return protocol === "https:" && hosts.has(dnsName(host)) && username === "";
}
