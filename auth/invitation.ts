import type { Invitation, PeopleSettings } from "../settings/people";

/** Ready-made wordings. Cognito puts the user name and the temporary password in, and sends the message as HTML. */
const samples: Readonly<Record<NonNullable<PeopleSettings["invitationLanguage"]>, Invitation>> = {
    en: {
        subject: "Your account",
        message: [
            "<p>You have an account at {url}</p>",
            "<p>User name: {username}<br>Temporary password: {####}</p>",
            "<p>The password works for three days. At the first sign-in you choose one of your own.</p>",
        ].join("\n"),
    },
    ja: {
        subject: "アカウントのお知らせ",
        message: [
            "<p>{url} のアカウントを作成しました。</p>",
            "<p>ユーザー名: {username}<br>仮パスワード: {####}</p>",
            "<p>仮パスワードの有効期間は3日間です。最初のサインインで、ご自身のパスワードを設定してください。</p>",
        ].join("\n"),
    },
};

/** The mail to whoever is added, with the app's address in place of `{url}`; undefined where Cognito's own wording is wanted. */
export function invitationOf(
    { invitation, invitationLanguage }: Pick<PeopleSettings, "invitation" | "invitationLanguage">,
    url: string,
): Invitation | undefined {
    const chosen = invitation ?? (invitationLanguage === undefined ? undefined : samples[invitationLanguage]);
    return chosen && { subject: chosen.subject, message: chosen.message.replaceAll("{url}", url) };
}
