import type { BadConfig } from "./bad-values";

const userMend = `pulumi config set users '{"ada":{"email":"ada@example.com"}}'`;
const invitationMend = `pulumi config set invitation '{"subject":"Welcome","message":"{username}:{####}"}'`;
const shape = 'must be JSON of user names and what is known of them, such as {"ada":{"email":"ada@example.com"}}';
const characters = "must be a user name of 1 to 128 bytes of letters, marks, symbols, numbers and punctuation, without spaces";
const members = "must be an object with email, and if wanted nickname, groups, enabled and phone";
const unknown = (name: string): string => `may not have ${name}: a person has email, and if wanted nickname, groups, enabled and phone`;
const email = "must be an email address";
const nickname = "must be a text of 1 to 2048 characters";
const phone = "must be a phone number with its country, such as +819012345678";
const noAddress = "may not look like an email address, which people may sign in with anyway";
const letters = "may contain only letters, marks, symbols, numbers, punctuation and white space";
const onlyThese =
    'must be JSON of a subject and a message, such as {"subject":"Welcome","message":"{username}: {####}"}, and of nothing else';

/** Users of whom something is wrong: where, and what. */
function people(users: unknown, ...faults: readonly (readonly [where: string, rule: string])[]): BadConfig {
    const value = JSON.stringify(users);
    const problems = faults.map(([where, rule]) => ({ key: "users", value, rule: `has "${where}", which ${rule}`, mend: userMend }));
    return { config: { users: value }, problems };
}

function person(details: Readonly<Record<string, unknown>>, ...faults: readonly (readonly [where: string, rule: string])[]): BadConfig {
    return people({ ada: { email: "ada@example.com", ...details } }, ...faults);
}

function named(username: string, ...rules: readonly string[]): BadConfig {
    return people({ [username]: { email: "ada@example.com" } }, ...rules.map((rule) => [username, rule] as const));
}

function mail(invitation: unknown, ...rules: readonly string[]): BadConfig {
    const value = typeof invitation === "string" ? invitation : JSON.stringify(invitation);
    return { config: { invitation: value }, problems: rules.map((rule) => ({ key: "invitation", value, rule, mend: invitationMend })) };
}

/** What may not stand in the settings about people. */
export const badPeople: readonly BadConfig[] = [
    ...["ada", "[]", '"ada"', '["ada"]', "null"].map((value) => ({
        config: { users: value },
        problems: [{ key: "users", value, rule: shape, mend: userMend }],
    })),
    people({ ada: {} }, ["ada.email", email]),
    people({ ada: "ada@example.com" }, ["ada", members]),
    person({ email: "ada" }, ["ada.email", email]),
    person({ email: "ada@" }, ["ada.email", email]),
    person({ email: "Ada <ada@example.com>" }, ["ada.email", email]),
    person({ email: `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(20)}.com` }, [
        "ada.email",
        "must have at most 254 characters",
    ]),
    // Whoever tries to set a password in the configuration is told, rather than left to believe that it counts.
    person({ password: "Correct-horse-7" }, ["ada", unknown("password")]),
    person({ temporaryPassword: "Correct-horse-7" }, ["ada", unknown("temporaryPassword")]),
    person({ nickname: "" }, ["ada.nickname", nickname]),
    person({ nickname: "A".repeat(2049) }, ["ada.nickname", nickname]),
    person({ enabled: "false" }, ["ada.enabled", "must be true or false"]),
    person({ groups: "analysts" }, ["ada.groups", "must be a list of groups"]),
    person({ groups: ["analysts", "analysts"] }, ["ada.groups", "must name each group once"]),
    person({ groups: Array.from({ length: 101 }, (_, index) => `g${index}`) }, ["ada.groups", "may have at most 100 groups"]),
    person({ groups: [1] }, ["ada.groups.0", "must be the name of a group"]),
    person({ phone: "090-1234-5678" }, ["ada.phone", phone]),
    person({ phone: 819012345678 }, ["ada.phone", "must be a text"]),
    named("ada@example.com", noAddress),
    named("ada@host", noAddress),
    named("ada lovelace", characters),
    named("", characters),
    named("a".repeat(129), characters),
    named("愛".repeat(43), characters),
    named("team/ada", "may not contain a slash, which Pulumi's AWS provider cannot tell from its own"),
    people({ ada: { email: "ada@example.com" }, Ada: { email: "ada2@example.com" } }, ["Ada", "is the same account as ada"]),
    people(
        { ada: { email: "ada@example.com" }, bob: { email: "ADA@example.com" }, eve: { email: "ada@Example.com" } },
        ["bob.email", "is the address of ada, too"],
        ["eve.email", "is the address of ada, too"],
    ),
    // Every fault of every person at once.
    people(
        { "a b": { email: 1, enabled: 1 }, "c@d": {} },
        ["a b", characters],
        ["a b.email", email],
        ["a b.enabled", "must be true or false"],
        ["c@d", noAddress],
        ["c@d.email", email],
    ),
    mail("Welcome", onlyThese),
    mail({ subject: "Welcome", message: "{username}: {####}", from: "me" }, onlyThese),
    mail({ message: "{username}: {####}" }, 'has "subject", which must be a text'),
    mail({ subject: "Welcome" }, 'has "message", which must be a text'),
    mail({ subject: "Welcome", message: "{username}" }, 'has "message", which must contain {####}'),
    mail({ subject: "Welcome", message: "Password: {####}" }, 'has "message", which must contain {username}'),
    mail({ subject: "Welcome", message: "Hello" }, 'has "message", which must contain {username} and {####}'),
    mail(
        { subject: "", message: "{username}: {####}" },
        'has "subject", which must have a letter or more, and only letters, marks, symbols, numbers, punctuation and white space',
    ),
    mail({ subject: "W".repeat(141), message: "{username}: {####}" }, 'has "subject", which must have at most 140 characters'),
    mail(
        { subject: "Welcome", message: `{username}: {####}${"x".repeat(19_983)}` },
        'has "message", which must have at most 20000 characters',
    ),
    // With the longest address in its place it is too long.
    mail(
        { subject: "Welcome", message: `{url} {username}: {####}${"x".repeat(19_846)}` },
        'has "message", which must have at most 20000 characters',
    ),
    mail({ subject: "Welcome", message: "{username}: {####}\u0000" }, `has "message", which ${letters}`),
    ...["de", "EN", "english"].map((value) => one("invitationLanguage", value, "must be en or ja", "en")),
    ...["on", "OPTIONAL", "true"].map((value) => one("mfa", value, "must be off, optional or required", "optional")),
    one("smsMfa", "yes", "must be true or false", "false"),
    ...combinations(),
];

function one(key: string, value: string, rule: string, example: string): BadConfig {
    return { config: { [key]: value }, problems: [{ key, value, rule, mend: `pulumi config set ${key} ${example}` }] };
}

function combinations(): BadConfig[] {
    const inGroups = (...groups: string[]): string => JSON.stringify({ ada: { email: "ada@example.com", groups } });
    const undeclared = (declared: string | undefined, missing: string, mended: string): BadConfig["problems"][number] => ({
        key: "groups",
        value: undefined,
        hidden: declared !== undefined,
        rule: `must declare every group that somebody of users is in; not declared: ${missing}`,
        mend: `pulumi config set groups '${mended}'`,
    });
    const phone = JSON.stringify({ ada: { email: "ada@example.com", phone: "+819012345678" } });
    return [
        { config: { users: inGroups("analysts") }, problems: [undeclared(undefined, "analysts", '{"analysts":[]}')] },
        {
            config: { users: inGroups("editors", "admins", "toString"), groups: '{"admins":[]}' },
            problems: [undeclared("set", "editors, toString", '{"admins":[],"editors":[],"toString":[]}')],
        },
        {
            config: { users: phone },
            problems: [
                {
                    key: "smsMfa",
                    value: "false",
                    rule: "must be true where somebody of users has a phone: ada",
                    mend: "pulumi config set smsMfa true",
                },
            ],
        },
        {
            config: { mfa: "off", smsMfa: "true" },
            problems: [
                {
                    key: "mfa",
                    value: "off",
                    rule: "must be optional or required where smsMfa is true",
                    mend: "pulumi config set mfa optional",
                },
            ],
        },
        {
            config: { invitation: '{"subject":"Welcome","message":"{username}:{####}"}', invitationLanguage: "ja" },
            problems: [
                {
                    key: "invitationLanguage",
                    value: undefined,
                    hidden: true,
                    rule: "may not be set together with invitation, which has its own language",
                    mend: "pulumi config rm invitationLanguage",
                },
            ],
        },
    ];
}
