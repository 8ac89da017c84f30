import { randomInt } from "node:crypto";

/** The pool's `PasswordPolicy`, with AWS's defaults filled in ("PasswordPolicyType", Amazon Cognito API Reference). */
export interface PasswordPolicy {
    readonly minimumLength: number;
    readonly requireLowercase: boolean;
    readonly requireUppercase: boolean;
    readonly requireNumbers: boolean;
    readonly requireSymbols: boolean;
    /** Days. */
    readonly temporaryPasswordValidityDays: number;
}

/** "The following set of characters are allowed as symbols" ("Adding user pool password requirements", Amazon Cognito Developer Guide). */
const SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=";

interface CharacterClass {
    readonly required: (policy: PasswordPolicy) => boolean;
    readonly matches: RegExp;
    readonly words: string;
    readonly problem: string;
    /** Without look-alikes (`0O1lI`), and only symbols that every shell and double click leaves whole. */
    readonly generate: string;
}

const CLASSES: readonly CharacterClass[] = [
    {
        required: (policy) => policy.requireLowercase,
        matches: /\p{Ll}/u,
        words: "a lower-case letter",
        problem: "Password must have lowercase characters",
        generate: "abcdefghijkmnopqrstuvwxyz",
    },
    {
        required: (policy) => policy.requireUppercase,
        matches: /\p{Lu}/u,
        words: "an upper-case letter",
        problem: "Password must have uppercase characters",
        generate: "ABCDEFGHJKLMNPQRSTUVWXYZ",
    },
    {
        required: (policy) => policy.requireNumbers,
        matches: /[0-9]/,
        words: "a number",
        problem: "Password must have numeric characters",
        generate: "23456789",
    },
    {
        required: (policy) => policy.requireSymbols,
        matches: new RegExp(`[${SYMBOLS.replace(/[\\\]^-]/g, "\\$&")}]`),
        words: "a symbol",
        problem: "Password must have symbol characters",
        generate: "-_.+",
    },
];

/** Reads the policy out of the input or output of `CreateUserPool` and `DescribeUserPool`. */
export function passwordPolicy(pool: Readonly<Record<string, unknown>>): PasswordPolicy {
    const policies = (pool.Policies ?? {}) as { PasswordPolicy?: Record<string, unknown> };
    const declared = policies.PasswordPolicy ?? {};
    // A policy that names some members leaves the others off; no policy at all asks for everything.
    const absent = policies.PasswordPolicy === undefined;
    const flag = (name: string): boolean => (typeof declared[name] === "boolean" ? declared[name] : absent);
    return {
        minimumLength: Number(declared.MinimumLength ?? 8),
        requireLowercase: flag("RequireLowercase"),
        requireUppercase: flag("RequireUppercase"),
        requireNumbers: flag("RequireNumbers"),
        requireSymbols: flag("RequireSymbols"),
        temporaryPasswordValidityDays: Number(declared.TemporaryPasswordValidityDays ?? 7),
    };
}

/** The declared pool with every member of its policy said: ministack takes an unsaid `Require...` for true, AWS for false. */
export function withWholePolicy(pool: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const policy = passwordPolicy(pool);
    const declared = (pool.Policies ?? {}) as { PasswordPolicy?: object };
    const whole = {
        ...declared.PasswordPolicy,
        MinimumLength: policy.minimumLength,
        RequireLowercase: policy.requireLowercase,
        RequireUppercase: policy.requireUppercase,
        RequireNumbers: policy.requireNumbers,
        RequireSymbols: policy.requireSymbols,
        TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
    };
    return { ...pool, Policies: { ...declared, PasswordPolicy: whole } };
}

/** What is wrong with a password, in Cognito's words; empty when nothing is. */
export function passwordProblems(policy: PasswordPolicy, password: string): string[] {
    const problems = CLASSES.filter((one) => one.required(policy) && !one.matches.test(password)).map((one) => one.problem);
    if (password.length < policy.minimumLength) problems.unshift("Password not long enough");
    if (password.length > 256) problems.unshift("Password must have length less than or equal to 256");
    if (password !== password.trim()) problems.push("Password must not start or end with a space");
    return problems;
}

/** The rules for a person to read, one a line. */
export function describePolicy(policy: PasswordPolicy): string[] {
    return [`at least ${policy.minimumLength} characters`, ...CLASSES.filter((one) => one.required(policy)).map((one) => one.words)];
}

/** A random password that satisfies the policy, at least 12 characters long. */
export function temporaryPassword(policy: PasswordPolicy): string {
    const pick = (from: string): string => from.charAt(randomInt(from.length));
    const required = CLASSES.filter((one) => one.required(policy)).map((one) => pick(one.generate));
    const letters = CLASSES.slice(0, 3)
        .map((one) => one.generate)
        .join("");
    const rest = Array.from({ length: Math.max(12, policy.minimumLength) - required.length }, () => pick(letters));
    const characters = [...required, ...rest];
    for (let i = characters.length - 1; i > 0; i--) {
        const j = randomInt(i + 1);
        [characters[i], characters[j]] = [characters[j] ?? "", characters[i] ?? ""];
    }
    return characters.join("");
}
