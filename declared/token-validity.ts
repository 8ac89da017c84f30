import { numberAt, textAt } from "./values";

const secondsOf: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Cognito's units where none are set. Source: Cognito API Reference, "CreateUserPoolClient", TokenValidityUnits. */
const defaultUnits = { accessToken: "hours", idToken: "hours", refreshToken: "days" } as const;

/** Seconds that a token of a client lives; NaN where nothing valid is set. */
export function secondsOfToken(client: unknown, token: keyof typeof defaultUnits): number {
    const unit = textAt(client, "tokenValidityUnits", token) ?? defaultUnits[token];
    return numberAt(client, `${token}Validity`) * (secondsOf[unit] ?? Number.NaN);
}
