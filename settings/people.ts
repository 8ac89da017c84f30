import { z } from "zod";
import { removeCommand, setCommand, shellWord } from "./config-command";
import type { Configuration } from "./configuration";
import { structure, trueOrFalse, type SettingDefinition } from "./definition";
import type { Problem } from "./problems";
import type { Values } from "./schema";
import { users, type User } from "./users";

/** The mail with which Cognito hands out an account. */
export interface Invitation {
    readonly subject: string;
    /** HTML with `{username}` and `{####}`, where Cognito puts name and temporary password; `{url}` stands for the app's address. */
    readonly message: string;
}

/** Who may use the app, and how they sign in. */
export interface PeopleSettings {
    /** The people that the stack itself adds, changes and removes. @default none */
    readonly users: readonly User[];
    /** Wording of one's own of the mail to whoever is added. @default that of `invitationLanguage` */
    readonly invitation: Invitation | undefined;
    /** Language of a ready-made wording with the app's address. @default Cognito's own wording, in English and without it */
    readonly invitationLanguage: "en" | "ja" | undefined;
    /** Whether a code of an authenticator app is asked for after the password: of nobody, of those who registered one, or of everybody. */
    readonly mfa: "off" | "optional" | "required";
    /** Whether a text message may bring the code to those who have a phone number. Each message costs. */
    readonly smsMfa: boolean;
}

/** The longest that `{url}` can become: a domain has at most 128 characters here. */
const longestUrl = "https://".length + 128;

/** Source of lengths and characters: Cognito API Reference, "MessageTemplateType". Cognito refuses others when the stack is deployed. */
const characters = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u;

const message = z.string("must be a text").superRefine((text, context) => {
    const missing = ["{username}", "{####}"].filter((placeholder) => !text.includes(placeholder));
    const rules: readonly (readonly [holds: boolean, rule: string])[] = [
        [missing.length === 0, `must contain ${missing.join(" and ")}`],
        [text.replaceAll("{url}", "u".repeat(longestUrl)).length <= 20_000, "must have at most 20000 characters"],
        [characters.test(text), "may contain only letters, marks, symbols, numbers, punctuation and white space"],
    ];
    rules.filter(([holds]) => !holds).forEach(([, rule]) => context.addIssue({ code: "custom", message: rule }));
});

const subject = z
    .string("must be a text")
    .max(140, "must have at most 140 characters")
    .regex(characters, "must have a letter or more, and only letters, marks, symbols, numbers, punctuation and white space");

const onlyThese = "must be an object with subject and message, and nothing else";
const invitation = z.strictObject({ subject, message }, onlyThese);

/** How this capability's settings are read. */
export const peopleSettingDefinitions = {
    users: {
        schema: structure(users, 'must be JSON of user names and what is known of them, such as {"ada":{"email":"ada@example.com"}}'),
        example: `'{"ada":{"email":"ada@example.com"}}'`,
        required: false,
        whenUnset: [],
    },
    invitation: {
        schema: structure<Invitation>(
            invitation,
            'must be JSON of a subject and a message, such as {"subject":"Welcome","message":"{username}: {####}"}, and of nothing else',
        ),
        example: `'{"subject":"Welcome","message":"{username}:{####}"}'`,
        required: false,
    },
    invitationLanguage: { schema: z.enum(["en", "ja"], "must be en or ja"), example: "en", required: false },
    mfa: { schema: z.enum(["off", "optional", "required"], "must be off, optional or required"), example: "optional", required: true },
    smsMfa: { schema: trueOrFalse, example: "false", required: true },
} as const satisfies Record<string, SettingDefinition<unknown>>;

/** The people's settings, and those that they are checked beside. */
type PeopleValues = PeopleSettings & Pick<Values, "groups">;

/** What is wrong with the people's settings beside each other. */
export function peopleProblems(configuration: Configuration<PeopleValues>): Problem[] {
    return [groupProblems, phoneProblems, mfaProblems, invitationProblems].flatMap((problems) => problems(configuration));
}

/** A group that is not declared would not exist, and a mistyped one would open or close nothing. */
function groupProblems({ values: { users = [], groups }, set }: Configuration<PeopleValues>): Problem[] {
    if (groups === undefined) {
        return [];
    }
    const missing = [...new Set(users.flatMap((user) => user.groups))].filter((group) => !Object.hasOwn(groups, group));
    if (missing.length === 0) {
        return [];
    }
    const declared = { ...groups, ...Object.fromEntries(missing.map((group) => [group, []])) };
    const rule = `must declare every group that somebody of users is in; not declared: ${missing.join(", ")}`;
    const mend = setCommand("groups", shellWord(JSON.stringify(declared)));
    return [{ key: "groups", value: undefined, hidden: set.has("groups"), rule, mend }];
}

/** A number that nothing uses is somebody's all the same, and would be kept for nothing. */
function phoneProblems({ values: { users = [], smsMfa } }: Configuration<PeopleValues>): Problem[] {
    const names = users.filter(({ phone }) => phone !== undefined).map(({ username }) => username);
    const rule = `must be true where somebody of users has a phone: ${names.join(", ")}`;
    const isUseless = smsMfa === false && names.length > 0;
    return isUseless ? [{ key: "smsMfa", value: "false", rule, mend: setCommand("smsMfa", "true") }] : [];
}

function mfaProblems({ values: { mfa, smsMfa } }: Configuration<PeopleValues>): Problem[] {
    const rule = "must be optional or required where smsMfa is true";
    return mfa === "off" && smsMfa === true ? [{ key: "mfa", value: mfa, rule, mend: setCommand("mfa", "optional") }] : [];
}

function invitationProblems({ set }: Configuration<PeopleValues>): Problem[] {
    const rule = "may not be set together with invitation, which has its own language";
    const both = set.has("invitation") && set.has("invitationLanguage");
    return both ? [{ key: "invitationLanguage", value: undefined, hidden: true, rule, mend: removeCommand("invitationLanguage") }] : [];
}
