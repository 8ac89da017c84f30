import { types } from "../../declared/types";
import { at, listAt, show, textsAt } from "../../declared/values";
import type { ResourceRule } from "../rule";

/** A phone number can be taken over, and a message to it costs money; an address that nobody verified may be anybody's. */
export const recoveryByEmail: ResourceRule = {
    id: "recovery-by-email",
    scope: "resource",
    description: "A forgotten password is recovered by a verified email address, and by nothing else.",
    remedy: "Name verified_email as the one recovery mechanism, and email in autoVerifiedAttributes.",
    types: [types.userPool],
    *check({ props }) {
        const mechanisms = listAt(props, "accountRecoverySetting", "recoveryMechanisms").map((mechanism) => at(mechanism, "name"));
        if (mechanisms.length !== 1 || mechanisms[0] !== "verified_email") {
            yield `it recovers by ${show(mechanisms)}`;
        }
        if (!textsAt(props, "autoVerifiedAttributes").includes("email")) {
            yield "it verifies no address";
        }
    },
};
