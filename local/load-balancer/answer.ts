import { STATUS_CODES } from "node:http";

import type { HeaderList } from "./headers";

/** A response that the load balancer itself gives: no target sees the request. */
export interface Answer {
    readonly status: number;
    /** For the status line; AWS's own wording where it differs from Node's. */
    readonly reason: string;
    readonly headers: HeaderList;
    readonly body: string;
}

/** Wording of the status lines and pages that the real load balancer sends. */
const reasons: Readonly<Record<number, string>> = {
    401: "Authorization Required",
    405: "Not Allowed",
    408: "Request Time-out",
    414: "Request-URI Too Large",
    463: "",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
    505: "HTTP Version Not Supported",
    561: "",
};

/** The `Server` header of every response that the load balancer generates. */
const serverHeader = ["Server", "awselb/2.0"] as const;

function reasonOf(status: number): string {
    return reasons[status] ?? STATUS_CODES[status] ?? "";
}

/**
 * An error of the load balancer's own: a short HTML page, as the real one sends.
 *
 * AWS: "Troubleshoot your Application Load Balancers", The load balancer generates an HTTP error.
 */
export function errorAnswer(status: number, headers: HeaderList = []): Answer {
    const title = `${status} ${reasonOf(status)}`.trim();
    const body = [
        "<html>",
        `<head><title>${title}</title></head>`,
        "<body>",
        `<center><h1>${title}</h1></center>`,
        "</body>",
        "</html>",
        "",
    ].join("\r\n");
    return answer(status, "text/html", body, headers);
}

/** A response with a body of our own. `contentType` may be empty where there is no body. */
export function answer(status: number, contentType: string, body: string, headers: HeaderList = []): Answer {
    const typed: HeaderList = contentType === "" ? [] : [["Content-Type", contentType]];
    return {
        status,
        reason: reasonOf(status),
        headers: [serverHeader, ...typed, ["Content-Length", String(Buffer.byteLength(body))], ...headers],
        body,
    };
}

/**
 * Longest `Location` that is sent; a longer one is answered 507.
 *
 * AWS: "Troubleshoot your Application Load Balancers", HTTP 507 (the length itself is not documented; one request line is 16 K).
 */
const longestLocation = 16 * 1024;

/** A redirect without a body worth reading, as the real load balancer sends. */
export function redirectAnswer(status: 301 | 302, location: string, headers: HeaderList = []): Answer {
    return location.length > longestLocation ? errorAnswer(507) : errorAnswer(status, [["Location", location], ...headers]);
}
