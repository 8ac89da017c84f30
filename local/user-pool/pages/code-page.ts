import type { AuthorizeRequest } from "../authorize-request";
import type { Answer } from "../http";
import { codeForm, type CodeFormOptions } from "./code-form";

/** Asks for the code of the user's authenticator app. */
export function codePage(request: AuthorizeRequest, options: CodeFormOptions): Answer {
    return codeForm(request, options, { title: "Enter code", heading: "Enter the code from your authenticator app", label: "Code" });
}
