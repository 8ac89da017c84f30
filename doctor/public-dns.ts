import { Resolver } from "node:dns/promises";

/** Resolvers that answer as the internet sees a domain, whatever an office's own network says: those of Cloudflare and Google. */
export const publicResolvers: readonly string[] = ["1.1.1.1", "8.8.8.8"];

/** What a CAA record says of who may issue certificates. */
export interface Caa {
    /** The name that has the records: the domain, or one above it. */
    readonly name: string;
    /** Certificate authorities; an empty one stands for nobody. */
    readonly issuers: readonly string[];
}

/** No server tells what the internet sees: this network lets nobody ask those that would, or answers in their place. */
export class NoPublicDnsError extends Error {
    override readonly name = "NoPublicDnsError";
}

/** What anybody on the internet is told about a domain. */
export class PublicDns {
    private readonly resolver = new Resolver({ timeout: 2000, tries: 2 });

    /** @param servers addresses of recursive resolvers, with a port where it is not 53 */
    constructor(readonly servers: readonly string[] = publicResolvers) {
        this.resolver.setServers(servers);
    }

    /**
     * The name servers that a zone is delegated to, sorted; none where the domain does not exist; undefined where its servers do not answer for it.
     *
     * @throws NoPublicDnsError where no resolver answers as the internet does
     */
    async nameServers(zone: string): Promise<readonly string[] | undefined> {
        await this.seesInternet(zone);
        const servers = await ask(() => this.resolver.resolveNs(zone), []).catch((error: unknown) => {
            if (codeOf(error) === "ESERVFAIL") {
                return undefined;
            }
            throw this.explained(error);
        });
        return servers?.map(normalName).sort();
    }

    /**
     * The CAA records that hold for a domain: its own, or else those of the nearest name above it. Source: RFC 8659, section 3.
     *
     * @returns undefined where there are none, and anybody may issue
     * @throws NoPublicDnsError where no resolver answers as the internet does
     */
    async caa(domain: string): Promise<Caa | undefined> {
        await this.seesInternet(domain);
        for (let name = domain; name.includes("."); name = name.slice(name.indexOf(".") + 1)) {
            const records = await ask(() => this.resolver.resolveCaa(name), []).catch((error: unknown) => {
                throw this.explained(error);
            });
            if (records.length > 0) {
                // What follows a semicolon are parameters. `issuewild` is about wildcard certificates only.
                return { name, issuers: records.flatMap(({ issue }) => (issue === undefined ? [] : [issue.split(";")[0]?.trim() ?? ""])) };
            }
        }
        return undefined;
    }

    /** Ends what is still being asked. */
    close(): void {
        this.resolver.cancel();
    }

    /** A network of its own may answer that no name exists: then "no such record" says nothing. Every resolver of the internet knows the top-level domain. */
    private async seesInternet(name: string): Promise<void> {
        const top = name.slice(name.lastIndexOf(".") + 1);
        const servers = await ask(() => this.resolver.resolveNs(top), []).catch((error: unknown) => {
            throw this.explained(error);
        });
        if (servers.length === 0) {
            throw new NoPublicDnsError(
                `${this.named()} answered that there is no ${top} at all: this network answers in place of the internet`,
            );
        }
    }

    private named(): string {
        return `the DNS server${this.servers.length === 1 ? "" : "s"} ${this.servers.join(" and ")}`;
    }

    private explained(error: unknown): Error {
        const code = codeOf(error) ?? String(error);
        return new NoPublicDnsError(`${this.named()} gave no answer (${code})`);
    }
}

/** Lower case, without the root's dot. */
export function normalName(name: string): string {
    return name.toLowerCase().replace(/\.$/, "");
}

/** That there is no such name, or no such record, is an answer. */
async function ask<T>(question: () => Promise<T>, none: T): Promise<T> {
    try {
        return await question();
    } catch (error) {
        if (codeOf(error) === "ENOTFOUND" || codeOf(error) === "ENODATA") {
            return none;
        }
        throw error;
    }
}

function codeOf(error: unknown): string | undefined {
    return (error as NodeJS.ErrnoException).code;
}
