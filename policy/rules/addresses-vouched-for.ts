import { ofType, referred, type Resource, type Stack } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { StackRule } from "../rule";

/**
 * Whoever may say any address is on the list. Sources: Cognito Developer Guide, "Mapping IdP attributes to profiles and tokens"; Google Identity, "OpenID
 * Connect", An ID token's payload, on `hd`.
 */
export const addressesVouchedFor: StackRule = {
    id: "addresses-vouched-for",
    scope: "stack",
    description:
        "The function that knows the allowed people takes every address for verified of providers of the pool only that do not say so themselves, and is told which domain manages a Google account.",
    remedy: "Name in TRUSTED_PROVIDERS only providers with verifiesEmail, which map email and not email_verified; map website to hd for Google.",
    types: [types.userPool],
    *check(pool, stack) {
        const providers = ofType(stack, types.identityProvider).filter((each) =>
            referred(stack, each, ["userPoolId"], types.userPool).includes(pool),
        );
        if (providers.length === 0) {
            return;
        }
        for (const lambda of functionsOf(pool, stack)) {
            const trusted = namesIn(textAt(lambda.props, "environment", "variables", "TRUSTED_PROVIDERS"));
            if (trusted === undefined) {
                yield `${lambda.name} lets nobody in: TRUSTED_PROVIDERS is no list of names`;
            }
            for (const name of trusted ?? []) {
                yield* problemsOfTrust(name, providers, lambda);
            }
        }
        for (const google of providers.filter(isGoogle).filter(({ props }) => at(props, "attributeMapping", "website") !== "hd")) {
            yield `whose domain a Google account is, is not told: ${google.name} maps website to ${show(at(google.props, "attributeMapping", "website"))}`;
        }
    },
};

/** The functions that are asked about people, each once. */
function functionsOf(pool: Resource, stack: Stack): Set<Resource> {
    return new Set(
        ["preSignUp", "preTokenGeneration"].flatMap((trigger) => referred(stack, pool, ["lambdaConfig", trigger], types.lambdaFunction)),
    );
}

/** Names of providers, as the function reads them; undefined where it reads none. */
function namesIn(json: string | undefined): string[] | undefined {
    try {
        const list: unknown = JSON.parse(json ?? "");
        return Array.isArray(list) && list.every((name) => typeof name === "string" && name !== "") ? (list as string[]) : undefined;
    } catch {
        return undefined;
    }
}

function* problemsOfTrust(name: string, providers: readonly Resource[], lambda: Resource): Iterable<string> {
    // Cognito writes some names in small letters, and so the function compares.
    const provider = providers.find(({ props }) => textAt(props, "providerName")?.toLowerCase() === name.toLowerCase());
    if (provider === undefined) {
        yield `${lambda.name} trusts ${show(name)}, which is no provider of the pool`;
        return;
    }
    const mapping = at(provider.props, "attributeMapping");
    if (isGoogle(provider)) {
        yield `${lambda.name} trusts ${show(name)}, where anybody can have an account`;
    } else if (at(mapping, "email") === undefined) {
        yield `${lambda.name} trusts ${show(name)}, which sends no address`;
    } else if (at(mapping, "email_verified") !== undefined) {
        yield `${lambda.name} trusts ${show(name)}, and not its word on which addresses are verified`;
    }
}

function isGoogle({ props }: Resource): boolean {
    return textAt(props, "providerType") === "Google";
}
