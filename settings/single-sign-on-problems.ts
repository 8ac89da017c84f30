import { removeCommand, setCommand } from "./config-command";
import type { Configuration } from "./configuration";
import type { Problem } from "./problems";
import type { Values } from "./schema";
import { singleSignOnSettingDefinitions, type IdentityProviderSetting } from "./single-sign-on";

/** The settings of single sign-on, with the secrets as they are read. */
type SingleSignOnValues = Pick<Values, "identityProviders" | "identityProviderSecrets" | "allowedPeople">;

/** What is wrong with the settings of single sign-on beside each other. Holds no secret. */
export function singleSignOnProblems({ values, set }: Configuration<SingleSignOnValues>): Problem[] {
    const { identityProviders, identityProviderSecrets, allowedPeople } = values;
    if (identityProviders === undefined) {
        return [];
    }
    const names = Object.keys(identityProviders);
    return [
        ...peopleProblems(names, allowedPeople),
        ...(set.has("identityProviderSecrets") && identityProviderSecrets === undefined
            ? []
            : secretProblems(identityProviders, identityProviderSecrets ?? {})),
    ];
}

/** Whoever has an account at a provider, such as everybody at Google, would otherwise have one here. */
function peopleProblems(names: readonly string[], allowedPeople: readonly string[] | undefined): Problem[] {
    if (allowedPeople === undefined || names.length > 0 === allowedPeople.length > 0) {
        return [];
    }
    const key = "allowedPeople";
    if (names.length > 0) {
        const rule = `must say who may sign in through ${names.join(", ")}, or nobody may`;
        return [{ key, value: undefined, rule, mend: setCommand(key, singleSignOnSettingDefinitions.allowedPeople.example) }];
    }
    const rule = "limits nobody without identityProviders: whoever the owner added signs in";
    return [{ key, value: JSON.stringify(allowedPeople), rule, mend: removeCommand(key) }];
}

function secretProblems(
    providers: Readonly<Record<string, IdentityProviderSetting>>,
    secrets: Readonly<Record<string, string>>,
): Problem[] {
    const key = "identityProviderSecrets";
    const needed = Object.keys(providers).filter((name) => providers[name]?.type !== "saml");
    const missing = needed
        .filter((name) => !Object.hasOwn(secrets, name))
        .map((name) => ({
            key,
            value: undefined,
            hidden: Object.keys(secrets).length > 0,
            rule: `must hold the client secret of ${name}`,
            mend: `pulumi config set --path '${key}.${name}' --secret`,
            standIn: JSON.stringify(Object.fromEntries(needed.map((each) => [each, "stand-in"]))),
        }));
    const unused = Object.keys(secrets)
        .filter((name) => !needed.includes(name))
        .map((name) => ({
            key,
            value: undefined,
            hidden: true,
            rule: `holds a secret of ${JSON.stringify(name)}, which is no identity provider with a client secret`,
            mend: removal(key, name),
        }));
    return [...missing, ...unused];
}

/** A name that nothing has checked is no part of a command for a shell. */
function removal(key: string, name: string): Problem["mend"] {
    return /^[\w-]+$/.test(name) ? `pulumi config rm --path '${key}.${name}'` : { byHand: `Remove it from ${key} in the stack's file.` };
}
