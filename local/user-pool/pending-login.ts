import type { AuthorizeRequest } from "./authorize-request";
import type { User } from "./directory";

/** Milliseconds that a person has for the next step: Cognito's `AuthSessionValidity`, 3 minutes, plus time to think of a password. */
export const PENDING_LOGIN_LIFETIME = 5 * 60_000;

/** A login whose password was right. */
export interface RightPassword {
    readonly request: AuthorizeRequest;
    readonly user: User;
    readonly password: string;
    /** The callback URL with the authorization code, which is worth nothing until it is handed out. */
    readonly location: string;
}

/** A login whose password was right and that needs one more step. It stays here; the browser holds only its key. */
export type PendingLogin = NewPasswordLogin | CodeLogin | SetUpLogin;

/** A login that waits for a new password. */
export interface NewPasswordLogin {
    readonly step: "new-password";
    readonly request: AuthorizeRequest;
    readonly username: string;
    /** ministack's own key of the step. */
    readonly token: string;
    /** Required attributes that the user lacks. */
    readonly missing: readonly { readonly name: string; readonly minLength: number; readonly maxLength: number }[];
}

/** A login that waits for the code of the authenticator app. */
export interface CodeLogin {
    readonly step: "code";
    readonly request: AuthorizeRequest;
    readonly username: string;
    readonly password: string;
    /** The callback URL with the authorization code, which is worth nothing until it is handed out. */
    readonly location: string;
}

/** A login that waits for the first code of an authenticator app, whose secret only its own browser was shown. */
export interface SetUpLogin extends Omit<CodeLogin, "step"> {
    readonly step: "set-up";
    /** With which ministack takes the first code. */
    readonly accessToken: string;
    readonly secret: string;
}
