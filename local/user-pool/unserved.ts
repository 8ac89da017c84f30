import type { UserPool } from "../model";
import { texts } from "./values";

type Declared = Readonly<Record<string, unknown>>;

/** Declared settings of a pool that change what a person sees and that the local run cannot serve. */
function poolProblems(pool: Declared): string[] {
    const problems: string[] = [];
    const triggers = Object.keys(pool.LambdaConfig ?? {});
    if (triggers.length > 0) problems.push(`LambdaConfig (${triggers.join(", ")}): Lambda triggers do not run here`);
    const policies = (pool.Policies ?? {}) as { SignInPolicy?: { AllowedFirstAuthFactors?: unknown } };
    const factors = texts(policies.SignInPolicy?.AllowedFirstAuthFactors).filter((factor) => factor !== "PASSWORD");
    if (factors.length > 0) problems.push(`SignInPolicy (${factors.join(", ")}): only PASSWORD is a first factor here`);
    if (pool.DeviceConfiguration !== undefined) problems.push("DeviceConfiguration: devices are not remembered here");
    return problems;
}

/** The same for a client. */
function clientProblems(client: Declared, providers: readonly string[]): string[] {
    const problems: string[] = [];
    const flows = texts(client.AllowedOAuthFlows).filter((flow) => flow === "implicit");
    if (flows.length > 0) problems.push("AllowedOAuthFlows (implicit): only the code flow is served here");
    const others = texts(client.SupportedIdentityProviders).filter((provider) => provider !== "COGNITO" && !providers.includes(provider));
    if (others.length > 0)
        problems.push(`SupportedIdentityProviders (${others.join(", ")}): only COGNITO and declared OIDC providers are served here`);
    if (texts(client.ExplicitAuthFlows).includes("ALLOW_USER_AUTH")) problems.push("ExplicitAuthFlows (ALLOW_USER_AUTH): not served here");
    const rotation = client.RefreshTokenRotation as { Feature?: unknown } | undefined;
    if (rotation?.Feature === "ENABLED") problems.push("RefreshTokenRotation: refresh tokens are not rotated here");
    return problems;
}

/**
 * Refuses a declared pool that the local run would serve differently from AWS, rather than leaving something out silently.
 *
 * @throws Error that lists every such setting with its resource.
 */
export function refuseUnserved(pool: UserPool): void {
    const problems = poolProblems(pool.createUserPool).map((problem) => `${pool.resourceName}: ${problem}`);
    const providers = (pool.externalProviders ?? []).map(({ name }) => name);
    for (const client of pool.clients) {
        problems.push(...clientProblems(client.createUserPoolClient, providers).map((problem) => `${client.resourceName}: ${problem}`));
    }
    if (problems.length > 0) throw new Error(`The local Cognito cannot serve what the program declares:\n- ${problems.join("\n- ")}`);
}
