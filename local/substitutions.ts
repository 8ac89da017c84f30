/** A declared text and what takes its place on this machine. */
export type Substitution = readonly [declared: string, local: string];

/** What a running stack's parts are called here. */
export interface LocalNames {
    readonly region: string;
    /** Local host names, `<declared name>.localhost`. */
    readonly hosts: readonly string[];
    readonly httpsPort: number;
    /** Replaces the public keys of AWS's load balancers. */
    readonly publicKeysUrl: string;
}

/** Names that exist once the user pool is there. */
export interface UserPoolNames {
    readonly region: string;
    /** Where the login pages are declared to be. */
    readonly declaredLoginUrl: string;
    readonly loginUrl: string;
    readonly endpoint: string;
    /** Declared ids of pool and clients to the ones in use. */
    readonly ids: Readonly<Record<string, string>>;
}

/** Replacements for the app's host names and the load balancer's keys. An origin gets the local port; a bare name stays bare. */
export function appSubstitutions({ region, hosts, httpsPort, publicKeysUrl }: LocalNames): Substitution[] {
    const port = httpsPort === 443 ? "" : `:${httpsPort}`;
    const ofHosts = hosts.flatMap((host): Substitution[] => {
        const declared = host.replace(/\.localhost$/, "");
        return [
            [`https://${declared}`, `https://${host}${port}`],
            [declared, host],
        ];
    });
    return [[`https://public-keys.auth.elb.${region}.amazonaws.com`, publicKeysUrl], ...ofHosts];
}

/** Replacements for the login pages, the Cognito API and what it made. */
export function userPoolSubstitutions({ region, declaredLoginUrl, loginUrl, endpoint, ids }: UserPoolNames): Substitution[] {
    return [[declaredLoginUrl, loginUrl], [`https://cognito-idp.${region}.amazonaws.com`, endpoint], ...Object.entries(ids)];
}

/**
 * Replaces every declared name in a text by its local one. A replaced part is not replaced again, and a name is left alone inside a
 * longer one: `example.com` in `www.example.com` or in `example.com.au`.
 */
export function substitute(text: string, substitutions: readonly Substitution[]): string {
    const table = new Map(substitutions);
    const names = [...table.keys()].map(escape);
    if (names.length === 0) {
        return text;
    }
    const pattern = new RegExp(`(?<![\\w.-])(?:${names.join("|")})(?![\\w-]|\\.\\w)`, "g");
    return text.replace(pattern, (name) => table.get(name) ?? name);
}

/** The same for the values of an environment. */
export function substituteValues(values: Readonly<Record<string, string>>, substitutions: readonly Substitution[]): Record<string, string> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, substitute(value, substitutions)]));
}

function escape(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
