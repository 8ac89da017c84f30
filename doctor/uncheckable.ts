import { unchecked, type Finding } from "./check";
import { NoPublicDnsError } from "./public-dns";

/** What AWS's services call it when one may not ask. */
const forbidden = /AccessDenied|Unauthorized|NotAuthorized|OptInRequired/;

/** Says why something could not be looked at, and what helps. */
export function uncheckable(what: string, error: unknown): Finding {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (forbidden.test(name)) {
        return unchecked(
            what,
            `these credentials may not ask: ${message}`,
            "use credentials that may, or have it allowed: reading is enough",
        );
    }
    if (error instanceof NoPublicDnsError) {
        return unchecked(
            what,
            message,
            "the same command with `--dns ADDRESS`, of a DNS server that this network lets you ask about the internet",
        );
    }
    return unchecked(what, message === "" ? name : message, "see that the network is there, then the same command again");
}

/** Looks at each of several things: what is known of one is told, whatever keeps another from being looked at. */
export async function lookAtEach<Thing>(
    things: readonly Thing[],
    look: (thing: Thing) => Promise<Finding | readonly Finding[]>,
    /** Says what of one is not known. */
    what: (thing: Thing) => string,
): Promise<Finding[]> {
    const looked = things.map((thing) => look(thing).catch((error: unknown) => uncheckable(what(thing), error)));
    return (await Promise.all(looked)).flat();
}
