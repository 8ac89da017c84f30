import type { StackRule } from "../rule";
import { dnsName } from "../view/dns-name";
import { linksIn } from "../view/links";
import { hostsOf, isForwarding, rulesOf } from "../view/listeners";
import { types } from "../view/types";
import { show, textAt } from "../view/values";

/** Whoever gets the mail has the temporary password at hand: a page elsewhere could ask for it. */
export const invitationLinksHome: StackRule = {
    id: "invitation-links-home",
    scope: "stack",
    description: "The mail with a temporary password leads to the app's own host, by HTTPS, or nowhere.",
    remedy: "Link to https://<domain>, or to mailto: addresses, in adminCreateUserConfig.inviteMessageTemplate; `{url}` in the setting is the former.",
    types: [types.userPool],
    *check({ props }, stack) {
        const hosts = new Set(rulesOf(stack).filter(isForwarding).flatMap(hostsOf).map(dnsName));
        for (const part of ["emailMessage", "emailSubject", "smsMessage"]) {
            const text = textAt(props, "adminCreateUserConfig", "inviteMessageTemplate", part) ?? "";
            for (const target of linksIn(text).filter((each) => !isHome(each, hosts))) {
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
