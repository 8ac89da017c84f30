import * as path from "node:path";
import type { LambdaFunction, UserPool } from "../../../../local/model";
import { declaredPool } from "./declared";
import { CLIENT } from "./oidc-provider";

const triggers = path.resolve(__dirname, "../../../../triggers");

/** The program's own function, with a list. */
export function people(allowed: readonly string[]): LambdaFunction {
    return {
        resourceName: "people",
        handler: "allowed-people.handler",
        files: { "allowed-people.mjs": path.join(triggers, "allowed-people.mjs") },
        environment: { ALLOWED_PEOPLE: JSON.stringify(allowed), TRUSTED_PROVIDERS: "[]" },
        timeout: 5,
    };
}

/** A pool that takes people of the provider, as the program declares it. */
export function poolOf(issuer: string, lambda: LambdaFunction): UserPool {
    return {
        ...declaredPool({
            client: { SupportedIdentityProviders: ["COGNITO", "Company"], ReadAttributes: ["email", "email_verified", "nickname"] },
        }),
        triggers: { preSignUp: lambda, preTokenGeneration: lambda },
        externalProviders: [
            {
                name: "Company",
                resourceName: "identity-Company",
                issuer,
                clientId: CLIENT.id,
                clientSecret: CLIENT.secret,
                scope: "openid email profile",
                attributeMapping: { username: "sub", email: "email", email_verified: "email_verified", nickname: "name" },
            },
        ],
    };
}
