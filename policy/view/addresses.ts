import { isIP } from "node:net";

/** A block of IPv4 or IPv6 addresses. */
interface Block {
    /** Bits of an address. */
    readonly length: 32 | 128;
    /** Bits that all its addresses have in common. */
    readonly bits: number;
    /** First address, as a number. */
    readonly first: bigint;
    /** The address behind the last. */
    readonly end: bigint;
}

/** The largest blocks that a registry gives out. Sources: IANA "IPv4 Address Space Registry" and "IPv6 Global Unicast Address Assignments". */
const fewestBits = { 32: 8, 128: 12 } as const;

/** Whether a block is larger than any network: two or a few of them are everybody. */
export function isTooWide(cidr: string): boolean {
    const block = parse(cidr);
    return block !== undefined && block.bits < fewestBits[block.length];
}

/** Whether blocks hold every IPv4 address together, or every IPv6 address, in any order and however they overlap. What is no block holds none. */
export function coverEverything(cidrs: readonly string[]): boolean {
    const blocks = cidrs.flatMap((cidr) => parse(cidr) ?? []);
    return ([32, 128] as const).some((length) => {
        const own = blocks.filter((block) => block.length === length).sort((one, other) => (one.first < other.first ? -1 : 1));
        // Addresses from 0 on that the blocks hold without a gap.
        const reached = own.reduce((next, { first, end }) => (first > next || end < next ? next : end), 0n);
        return reached === 1n << BigInt(length);
    });
}

function parse(cidr: string): Block | undefined {
    const [address = "", suffix = ""] = cidr.split("/");
    const family = isIP(address);
    const length = family === 4 ? 32 : 128;
    const bits = Number(suffix);
    if (family === 0 || !/^\d{1,3}$/.test(suffix) || bits > length) {
        return undefined;
    }
    const size = 1n << BigInt(length - bits);
    const number = family === 4 ? numberOf(address.split("."), 10, 8n) : numberOf(groupsOf(address), 16, 16n);
    const first = number - (number % size);
    return { length, bits, first, end: first + size };
}

function numberOf(parts: readonly string[], radix: number, width: bigint): bigint {
    return parts.reduce((sum, part) => (sum << width) + BigInt(parseInt(part, radix)), 0n);
}

/** The eight groups of an IPv6 address. A URL writes each in hexadecimal, and has `::` in place of zeros. */
function groupsOf(address: string): string[] {
    const written = new URL(`http://[${address.split("%")[0] ?? ""}]`).hostname.slice(1, -1);
    const [head = [], tail = []] = written.split("::").map((half) => half.split(":").filter(Boolean));
    return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => "0"), ...tail];
}
