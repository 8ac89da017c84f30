/**
 * The local name of a declared public host name. Browsers and curl resolve every name under `.localhost` to loopback by
 * themselves (RFC 6761), so nothing has to be written to the machine's hosts file.
 *
 * @param declared Host name, or a host-header pattern with `*` and `?`.
 */
export function localHost(declared: string): string {
    return `${declared}.localhost`;
}

/** The same for the host of an http or https URL; any other text (an app's own scheme) stays as it is. */
export function localUrl(declared: string): string {
    return declared.replace(
        /^(https?:\/\/)([^/:?#]+)/i,
        (_, scheme: string, host: string) => scheme + (isLocal(host) ? host : localHost(host)),
    );
}

/** The host of an http or https URL. */
export function hostOf(url: string): string | undefined {
    return /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase();
}

/** True for a pattern that names no single host; a certificate cannot hold it under `.localhost`. */
export function isPattern(host: string): boolean {
    return /[*?]/.test(host);
}

/** True for `localhost` itself, which developers list beside the public callback URL. */
function isLocal(host: string): boolean {
    return host === "localhost" || host.endsWith(".localhost");
}
