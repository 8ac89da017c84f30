/**
 * The user pool's Lambda triggers: who may sign in through another identity provider. Whoever the owner added by hand signs in as before.
 *
 * A refusal is an error: Cognito then neither creates the user nor issues tokens (Amazon Cognito Developer Guide, "Customizing user pool workflows
 * with Lambda triggers"). Whatever is not understood is refused.
 */

/** Before tokens are made: at every sign-in, the first one included, and whenever the load balancer renews its tokens. */
const tokenSources = [
    "TokenGeneration_HostedAuth",
    "TokenGeneration_Authentication",
    "TokenGeneration_NewPasswordChallenge",
    "TokenGeneration_AuthenticateDevice",
    "TokenGeneration_RefreshTokens",
];

/** States of an account that its owner made (Amazon Cognito Developer Guide, "Managing user accounts"). */
const ownStates = ["CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"];

/** An address as mail systems agree on it, in ASCII only: letters of other alphabets that look or fold alike are no part of it. */
const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** What Cognito hands on, and the load balancer's page says; the log says why. */
const refusal = "You may not use this app. Ask its owner to allow your address.";

/**
 * Answers a trigger's event with the event itself, or throws.
 *
 * @param event as Cognito sends it to the pre sign-up and pre token generation triggers
 */
export async function handler(event) {
    const reason = whyRefused(event, process.env);
    if (reason !== undefined) {
        console.log(JSON.stringify({ refused: reason, trigger: text(event?.triggerSource), userName: text(event?.userName) }));
        throw new Error(refusal);
    }
    return event;
}

/**
 * Why an event is refused; undefined where it is not.
 *
 * @param environment `ALLOWED_PEOPLE`: JSON list of addresses and domains; `TRUSTED_PROVIDERS`: JSON list of the identity providers that vouch for
 *     every address
 */
export function whyRefused(event, environment) {
    const source = text(event?.triggerSource);
    if (source === "PreSignUp_AdminCreateUser") {
        return undefined;
    }
    if (source === "PreSignUp_ExternalProvider") {
        // Before the user exists, the name alone tells the provider: <provider>_<id>, and no provider's name holds an underscore.
        return whyStranger(event, [text(event.userName).split("_")[0]], environment);
    }
    if (!tokenSources.includes(source)) {
        return "unknown trigger";
    }
    const attributes = event.request?.userAttributes ?? {};
    if (attributes.identities === undefined && ownStates.includes(attributes["cognito:user_status"])) {
        return undefined;
    }
    return whyStranger(event, providersOf(attributes.identities), environment);
}

function whyStranger(event, providers, environment) {
    const allowed = readList(environment.ALLOWED_PEOPLE);
    const trusted = readList(environment.TRUSTED_PROVIDERS);
    if (allowed === undefined || trusted === undefined) {
        return "no readable list";
    }
    const { email, email_verified: verified, website: hostedDomain } = event.request?.userAttributes ?? {};
    const isVouchedFor = providers.length > 0 && providers.every((provider) => trusted.some((name) => sameName(name, provider)));
    if (verified !== "true" && !isVouchedFor) {
        return "unverified address";
    }
    const known = lowered(email);
    if (!address.test(known)) {
        return "no address";
    }
    const entries = allowed.map((entry) => entry.toLowerCase());
    if (entries.includes(known)) {
        return undefined;
    }
    const domain = known.slice(known.indexOf("@") + 1);
    if (!entries.includes(domain)) {
        return "not on the list";
    }
    return mayBeGoogle(providers) && lowered(hostedDomain) !== domain ? "no Google Workspace account of the domain" : undefined;
}

/**
 * Whether a domain in the address says nothing by itself. Google verifies an address once, for anybody, and never again: whoever left the domain keeps
 * the account. Only the claim `hd`, which the user pool has as `website`, says that the domain's own Workspace manages it (Google Identity, "OpenID
 * Connect", An ID token's payload).
 */
function mayBeGoogle(providers) {
    return providers.length === 0 || providers.some((provider) => sameName(provider, "Google"));
}

/** A text in ASCII in small letters, or none. Tested before it is lowered: some letters outside ASCII are lowered into it. */
function lowered(value) {
    return typeof value === "string" && /^[\x21-\x7e]{3,254}$/.test(value) ? value.toLowerCase() : "";
}

/** Names of the identity providers that a user belongs to; empty where that cannot be told. */
function providersOf(identities) {
    const list = parse(identities);
    return Array.isArray(list) ? list.map((identity) => text(identity?.providerName)) : [];
}

/** A list of texts; undefined where it is none. */
function readList(json) {
    const list = parse(json);
    return Array.isArray(list) && list.every((entry) => typeof entry === "string" && entry !== "") ? list : undefined;
}

function parse(json) {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

/** Cognito writes the names of social providers in small letters in user names. */
function sameName(one, other) {
    return other !== "" && one.toLowerCase() === other.toLowerCase();
}

function text(value) {
    return typeof value === "string" ? value : "";
}
