import { output, types } from "../support/resources";
import type { peopleSettingDefinitions } from "../../../settings/people";
import type { Effect } from "./effect";

const pool = "UserPool streamlit-users";
const template = `${pool}.adminCreateUserConfig.inviteMessageTemplate`;

/** What the settings about people change. */
export const peopleEffects: Readonly<Record<keyof typeof peopleSettingDefinitions, Effect>> = {
    users: {
        to: '{"Ada":{"email":"ada@example.com"},"bob":{"email":"bob@example.com","nickname":"Bob","groups":["analysts"],"enabled":false}}',
        along: { groups: '{"analysts":[]}' },
        expected: (after): Record<string, unknown> => {
            const userPoolId = after.one(types.userPool).id;
            return {
                "People streamlit": "registered",
                ...Object.fromEntries(
                    [
                        { name: "ada", username: "Ada", nickname: "Ada", enabled: true },
                        { name: "bob", username: "bob", nickname: "Bob", enabled: false },
                    ].flatMap<[string, unknown]>(({ name, username, nickname, enabled }) => [
                        [`User streamlit-${name}`, "registered"],
                        [`User streamlit-${name}.userPoolId`, userPoolId],
                        [`User streamlit-${name}.username`, username],
                        [`User streamlit-${name}.attributes.email`, `${name}@example.com`],
                        [`User streamlit-${name}.attributes.email_verified`, "true"],
                        [`User streamlit-${name}.attributes.nickname`, nickname],
                        [`User streamlit-${name}.enabled`, enabled],
                        [`User streamlit-${name}.desiredDeliveryMediums.0`, "EMAIL"],
                    ]),
                ),
                "UserInGroup streamlit-bob/analysts": "registered",
                "UserInGroup streamlit-bob/analysts.userPoolId": userPoolId,
                "UserInGroup streamlit-bob/analysts.username": "bob",
                "UserInGroup streamlit-bob/analysts.groupName": "analysts",
            };
        },
    },
    invitation: {
        to: '{"subject":"Come in","message":"{url}: {username}, {####}; again: {url}"}',
        expected: () => ({
            [`${template}.emailSubject`]: "Come in",
            [`${template}.emailMessage`]: "https://streamlit.example.com: {username}, {####}; again: https://streamlit.example.com",
        }),
    },
    invitationLanguage: {
        to: "ja",
        expected: () => ({
            [`${template}.emailSubject`]: "アカウントのお知らせ",
            [`${template}.emailMessage`]:
                "<p>https://streamlit.example.com のアカウントを作成しました。</p>\n" +
                "<p>ユーザー名: {username}<br>仮パスワード: {####}</p>\n" +
                "<p>仮パスワードの有効期間は3日間です。最初のサインインで、ご自身のパスワードを設定してください。</p>",
        }),
    },
    mfa: { to: "required", expected: () => ({ [`${pool}.mfaConfiguration`]: "ON" }) },
    smsMfa: {
        to: "true",
        expected: (after) => {
            const role = "Role streamlit-text-messages";
            const policy = "RolePolicy streamlit-text-messages";
            return {
                "TextMessages streamlit": "registered",
                [role]: "registered",
                [`${role}.assumeRolePolicy`]: after.one(types.role, "streamlit-text-messages").inputs["assumeRolePolicy"],
                [`${role}.tags.pulumi:project`]: "streamlit-cognito",
                [`${role}.tags.pulumi:stack`]: "dev",
                [policy]: "registered",
                [`${policy}.role`]: output(after, types.role, "name", "streamlit-text-messages"),
                [`${policy}.policy`]: after.one(types.rolePolicy, "streamlit-text-messages").inputs["policy"],
                [`${pool}.smsConfiguration.externalId`]: "streamlit-example-com-d97d7528",
                [`${pool}.smsConfiguration.snsCallerArn`]: output(after, types.role, "arn", "streamlit-text-messages"),
            };
        },
    },
};
