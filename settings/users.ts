import { z } from "zod";

/** One person that the stack adds, changes and removes. */
export interface User {
    /** What they sign in with, unless they type their address. */
    readonly username: string;
    /** Where Cognito mails the invitation, and codes to recover the account. */
    readonly email: string;
    /** What apps may call them. @default the user name */
    readonly nickname: string;
    /** Names of groups that the stack declares. @default none */
    readonly groups: readonly string[];
    /** Whether they may sign in. @default true */
    readonly enabled: boolean;
    /** Number for text messages, such as `+819012345678`. @default none */
    readonly phone?: string | undefined;
}

/** Source: Cognito Developer Guide, "Quotas in Amazon Cognito": groups a user can belong to. */
const mostGroups = 100;

const text = "must be a text of 1 to 2048 characters";

/** What is known of one person. */
const person = z.strictObject(
    {
        email: z.email("must be an email address").max(254, "must have at most 254 characters"),
        nickname: z.string(text).min(1, text).max(2048, text).optional(),
        groups: z
            .array(z.string("must be the name of a group"), "must be a list of groups")
            .max(mostGroups, `may have at most ${mostGroups} groups`)
            .refine((groups) => new Set(groups).size === groups.length, "must name each group once")
            .default([]),
        enabled: z.boolean("must be true or false").default(true),
        phone: z
            .string("must be a text")
            .regex(/^\+[1-9]\d{6,14}$/, "must be a phone number with its country, such as +819012345678")
            .optional(),
    },
    {
        error: ({ code, keys }) =>
            code === "unrecognized_keys"
                ? `may not have ${String(keys)}: a person has email, and if wanted nickname, groups, enabled and phone`
                : "must be an object with email, and if wanted nickname, groups, enabled and phone",
    },
);

/** People by their user names, as a list. Every fault is an issue at its place. */
export const users = z
    .custom<Readonly<Record<string, unknown>>>((value) => typeof value === "object" && value !== null && !Array.isArray(value))
    .transform((entries, context): readonly User[] => {
        const complain = (path: readonly PropertyKey[], message: string): void =>
            context.addIssue({ code: "custom", path: [...path], message });
        const found: User[] = [];
        for (const [username, entry] of Object.entries(entries)) {
            nameProblems(username).forEach((message) => complain([username], message));
            const read = person.safeParse(entry);
            if (read.success) {
                found.push({ username, ...read.data, nickname: read.data.nickname ?? username });
            } else {
                read.error.issues.forEach(({ path, message }) => complain([username, ...path], message));
            }
        }
        twins(Object.keys(entries), (name) => name).forEach(([name, first]) => complain([name], `is the same account as ${first}`));
        twins(found, ({ email }) => email).forEach(([{ username }, first]) =>
            complain([username, "email"], `is the address of ${first.username}, too`),
        );
        return found;
    });

/**
 * Sources: Cognito API Reference, "AdminCreateUser" (characters); Cognito Developer Guide, "User pool attributes" (an alias is an address, so a
 * name may not look like one). The AWS provider counts bytes, and separates pool and name by a slash.
 */
function nameProblems(username: string): string[] {
    const rules: readonly (readonly [holds: boolean, rule: string])[] = [
        [
            /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(username) && Buffer.byteLength(username) <= 128,
            "must be a user name of 1 to 128 bytes of letters, marks, symbols, numbers and punctuation, without spaces",
        ],
        [!/^[^\s@]+@[^\s@]+$/.test(username), "may not look like an email address, which people may sign in with anyway"],
        [!username.includes("/"), "may not contain a slash, which Pulumi's AWS provider cannot tell from its own"],
    ];
    return rules.filter(([holds]) => !holds).map(([, rule]) => rule);
}

/** Of people who have the same key, every later one with the first: Cognito takes no account of case here. */
function twins<Item>(items: readonly Item[], key: (item: Item) => string): [later: Item, first: Item][] {
    const firsts = new Map<string, Item>();
    return items.flatMap((item) => {
        const known = firsts.get(key(item).toLowerCase());
        firsts.set(key(item).toLowerCase(), known ?? item);
        return known === undefined ? [] : [[item, known] as [Item, Item]];
    });
}
