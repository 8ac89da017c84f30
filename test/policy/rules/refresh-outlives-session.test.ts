import { types } from "../../../declared/types";
import { refreshOutlivesSession } from "../../../policy/rules/refresh-outlives-session";
import { authenticate, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const client = (refreshTokenValidity: number, sessionTimeout: number, unit?: string) => [
    listenerRule({ actions: [authenticate({ sessionTimeout })] }),
    resource(types.userPoolClient, { refreshTokenValidity, ...(unit === undefined ? {} : { tokenValidityUnits: { refreshToken: unit } }) }),
];

describeRule(refreshOutlivesSession, {
    holds: {
        "for the same time": client(720, 43_200, "minutes"),
        "for an hour, Cognito's least, and a minute's session": client(60, 60, "minutes"),
        "for a day, in Cognito's default unit": client(1, 86_400),
    },
    violated: {
        "by a token that ends first": [client(719, 43_200, "minutes"), "the refresh token lives 43140 s, and a session 43200 s"],
        "by one that lives on": [client(30, 43_200, "days"), "the refresh token lives 2592000 s, and a session 43200 s"],
    },
});
