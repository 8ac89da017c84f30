/** Members of `CreateUserPoolClient` that hold URLs of the app. */
const URL_MEMBERS = ["CallbackURLs", "LogoutURLs", "DefaultRedirectURI"] as const;

/**
 * Puts the local https port into a URL under `.localhost`. Other hosts, other schemes, and URLs that name a port stay as declared.
 * Only the authority changes: redirect URIs are compared byte by byte, so nothing else may be normalized.
 */
export function withLocalPort(url: string, port: number): string {
    if (port === 443) return url;
    return url.replace(/^(https:\/\/[^/?#:@]+\.localhost)(?=[/?#]|$)/i, `$1:${port}`);
}

/** The declared client with the local port in its callback and logout URLs. */
export function withLocalPorts(client: Readonly<Record<string, unknown>>, port: number): Record<string, unknown> {
    const changed: Record<string, unknown> = { ...client };
    for (const member of URL_MEMBERS) {
        const value = changed[member];
        if (typeof value === "string") changed[member] = withLocalPort(value, port);
        if (Array.isArray(value)) changed[member] = value.map((url) => withLocalPort(String(url), port));
    }
    return changed;
}
