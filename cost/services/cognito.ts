import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import { at, textAt } from "../../declared/values";
import type { Charge, Service } from "../charge";
import type { PriceId } from "../prices";

const plans: Readonly<Record<string, PriceId>> = {
    LITE: "cognito-lite",
    ESSENTIALS: "cognito-essentials",
    PLUS: "cognito-plus",
};

/** Providers whose accounts are charged as federated ones; those of social providers are not. Source: "Amazon Cognito pricing". */
const federating = ["SAML", "OIDC"];

/** Accounts that sign in, by the user pool's plan; and the messages of a second factor by SMS. */
export const cognito: Service = {
    name: "Cognito",
    types: [types.userPool, types.userPoolClient, types.identityProvider],
    charges(stack, { people, signIns }) {
        const federated = ofType(stack, types.identityProvider).some(({ props }) =>
            federating.includes(textAt(props, "providerType") ?? ""),
        );
        return ofType(stack, types.userPool).flatMap(({ props }): Charge[] => {
            // What AWS makes of a pool that names no plan.
            const plan = textAt(props, "userPoolTier") ?? "ESSENTIALS";
            const price = federated ? "cognito-federated" : (plans[plan] ?? "cognito-plus");
            const hasMessages = at(props, "smsConfiguration") !== undefined;
            return [
                { item: `accounts that sign in${federated ? ", all of them through another provider" : ""}`, price, quantity: people },
                ...(hasMessages ? [{ item: "one SMS at each sign-in", price: "sms", quantity: signIns } as const] : []),
            ];
        });
    },
};
