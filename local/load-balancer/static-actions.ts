import type { FixedResponse, Redirect } from "../model";
import { answer, redirectAnswer, type Answer } from "./answer";
import type { ReceivedRequest } from "./received-request";

/** AWS: "Listener rules for your Application Load Balancer", Fixed-response actions. */
export function fixedResponse(action: FixedResponse): Answer {
    return answer(action.statusCode, action.messageBody === "" ? "" : action.contentType, action.messageBody);
}

/**
 * A redirect with its `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` filled in from the request.
 * `#{path}` has no leading slash: AWS's default path is `/#{path}`.
 *
 * @param localPort where a declared port listens locally; the port itself where nothing does.
 *
 * AWS: "Listener rules for your Application Load Balancer", Redirect actions.
 */
export function redirect(action: Redirect, request: ReceivedRequest, localPort: (declaredPort: string) => string): Answer {
    const values: Readonly<Record<string, string>> = {
        protocol: request.protocol.toLowerCase(),
        host: request.hostname,
        port: String(request.port),
        path: request.path.replace(/^\//, ""),
        query: request.query,
    };
    const fill = (text: string) => text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, name: string) => values[name] ?? "");
    const protocol = fill(action.protocol).toLowerCase();
    // `#{port}` is already the port the client reached; a port that the program names is a declared one.
    const port = action.port.includes("#{") ? fill(action.port) : localPort(action.port);
    const query = fill(action.query);
    const location = `${protocol}://${fill(action.host)}:${port}${fill(action.path)}${query === "" ? "" : `?${query}`}`;
    return redirectAnswer(action.statusCode, location);
}
