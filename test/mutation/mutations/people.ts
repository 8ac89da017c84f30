import { types } from "../../../declared/types";
import { edit, under, whatever, type Mutation } from "../mutation";

const ada = [types.user, "streamlit-ada"] as const;
const pool = [types.userPool, "streamlit-users"] as const;
const role = [types.role, "streamlit-text-messages"] as const;
const permission = [types.rolePolicy, "streamlit-text-messages"] as const;
const message = ["adminCreateUserConfig", "inviteMessageTemplate", "emailMessage"] as const;
const condition = ["assumeRolePolicy", "Statement", 0, "Condition", "StringEquals"] as const;

/** As test/unit/people.test.ts has it, so that both notice. */
const config = {
    users: '{"ada":{"email":"ada@example.com","groups":["analysts","a/b"],"phone":"+819012345678"},"愛:b|c":{"email":"ai@example.com","nickname":"愛","enabled":false}}',
    groups: '{"analysts":[],"a/b":[]}',
    smsMfa: "true",
    mfa: "required",
    invitationLanguage: "en",
};

/** What people's accounts are, and what is mailed and sent to them. */
export const peopleMutations: readonly Mutation[] = under(config, [
    edit("gave an account a password", "accounts-without-passwords", ada, ["password"], undefined, "Correct-horse-7"),
    edit("chose a temporary password", "accounts-without-passwords", ada, ["temporaryPassword"], undefined, "Correct-horse-7"),
    edit(
        "linked to another page in the invitation",
        "invitation-links-home",
        pool,
        message,
        whatever,
        "https://evil.example {username} {####}",
    ),
    edit(
        "linked by plain HTTP in the invitation",
        "invitation-links-home",
        pool,
        message,
        whatever,
        "http://streamlit.example.com {username} {####}",
    ),
    edit(
        "wrote another page's bare name into the invitation",
        "invitation-links-home",
        pool,
        message,
        whatever,
        "Sign in at evil.example.com/login {username} {####}",
    ),
    edit("turned a required second factor off", "second-factor-offered", pool, ["mfaConfiguration"], "ON", "OFF"),
    edit(
        "left only text messages as the required factor",
        "second-factor-offered",
        pool,
        ["softwareTokenMfaConfiguration"],
        { enabled: true },
        undefined,
    ),
    edit(
        "let any account's user pool send text messages",
        "role-trust",
        role,
        [...condition, "aws:SourceAccount"],
        "123456789012",
        undefined,
    ),
    edit(
        "let anybody send text messages",
        "role-trust",
        role,
        ["assumeRolePolicy", "Statement", 0, "Principal"],
        { Service: "cognito-idp.amazonaws.com" },
        "*",
    ),
    edit(
        "let Cognito do everything with topics",
        "no-wildcard-action",
        permission,
        ["policy", "Statement", 0, "Action"],
        "sns:Publish",
        "sns:*",
    ),
    edit(
        "let Cognito read every queue",
        "no-wildcard-resource",
        permission,
        ["policy", "Statement", 0, "Action"],
        "sns:Publish",
        "sqs:ReceiveMessage",
    ),
]);
