/**
 * Header fields in the order and spelling they arrived in. Node's joined `req.headers` hides duplicates, which is just
 * what request smuggling lives on, so nothing in the load balancer reads it.
 */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Node's flat `rawHeaders` as pairs. */
export function pairs(rawHeaders: readonly string[]): HeaderList {
    const list: [string, string][] = [];
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
        list.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
    }
    return list;
}

/** Pairs as the flat list that Node's `writeHead` and `http.request` send as they are, duplicates included. */
export function flat(headers: HeaderList): string[] {
    const list: string[] = [];
    for (const [name, value] of headers) {
        list.push(name, value);
    }
    return list;
}

/** Every value of a header, in order; the name's case does not matter. */
export function valuesOf(headers: HeaderList, name: string): string[] {
    const wanted = name.toLowerCase();
    const values: string[] = [];
    // A dozen look-ups in each request: most names differ in their length already.
    for (const [header, value] of headers) {
        if (header.length === wanted.length && header.toLowerCase() === wanted) {
            values.push(value);
        }
    }
    return values;
}

/** The list without these headers; names in lower case. */
export function without(headers: HeaderList, names: ReadonlySet<string>): HeaderList {
    return headers.filter(([name]) => !names.has(name.toLowerCase()));
}

/** Headers of one connection (RFC 9110 section 7.6.1), which a proxy never passes on. */
const hopByHop: ReadonlySet<string> = new Set([
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
]);

/**
 * The headers that concern more than one connection: drops the hop-by-hop ones and those that `Connection` names.
 *
 * The load balancer adds its own headers only after this, so a client cannot have them removed by naming them in `Connection`.
 *
 * @param replaced drops these, too; names in lower case
 */
export function endToEnd(headers: HeaderList, replaced: ReadonlySet<string>): HeaderList {
    const named = new Set(valuesOf(headers, "connection").flatMap((value) => value.split(",").map((token) => token.trim().toLowerCase())));
    // One pass, as every request and response goes through here.
    return headers.filter(([header]) => {
        const name = header.toLowerCase();
        return !hopByHop.has(name) && !replaced.has(name) && !named.has(name);
    });
}
