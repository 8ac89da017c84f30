import { types } from "../../declared/types";
import { at, numberAt, show } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { authenticationsOf } from "../view/listeners";

/** Seconds: AWS's own default, which nobody should get without having chosen it. */
const longest = 604_800;

/** A copied session cookie works until it ends. */
export const sessionBounded: ResourceRule = {
    id: "session-bounded",
    scope: "resource",
    description: "A session ends after a time that the stack chose, 1 minute to 7 days.",
    remedy: "Set sessionTimeout of every authenticating action, in seconds.",
    types: [types.listener, types.listenerRule],
    *check(resource) {
        for (const settings of authenticationsOf(resource)) {
            const seconds = numberAt(settings, "sessionTimeout");
            if (!(seconds >= 60 && seconds <= longest)) {
                yield `sessionTimeout is ${show(at(settings, "sessionTimeout"))}`;
            }
        }
    },
};
