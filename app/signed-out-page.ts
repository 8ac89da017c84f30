import { fixedPage } from "./fixed-page";

/** Where signing out ends: outside the login, which would sign in again at once. */
export const signedOutPath = "/signed-out";

/** What a person sees who has signed out. */
export const signedOutPage = fixedPage("Signed out", "<h1>You are signed out</h1><p>You may close this page.</p>", "Sign in again");
