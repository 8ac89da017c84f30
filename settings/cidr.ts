import { z } from "zod";
import { structure } from "./definition";

/** A block of IPv4 addresses. */
interface Block {
    /** First and last address, as numbers. */
    readonly first: number;
    readonly last: number;
    /** As AWS wants it written: the network's address, and the bits of it. */
    readonly canonical: string;
}

const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const shape = new RegExp(`^(${octet})\\.(${octet})\\.(${octet})\\.(${octet})/([89]|[12]\\d|3[0-2])$`);

/**
 * JSON of a list of IPv4 blocks, each as AWS writes it, none inside another: AWS refuses or silently changes any other. Nobody's network has fewer than 8
 * bits (IANA IPv4 Address Space Registry): a few of those were everybody, as are all blocks of 8 together.
 *
 * @param most how many blocks there may be
 */
export function cidrs(most: number): z.ZodType<readonly string[], string> {
    const rule = `must be JSON of a list of at most ${most} IPv4 blocks, such as ["203.0.113.0/24","198.51.100.7/32"]`;
    const list = z.array(z.string()).max(most, `are more than ${most} blocks`).superRefine(checkBlocks);
    return structure(list, rule);
}

/** Whether IPv4 blocks, in any order and however they overlap, hold every address together. What is no block holds none. */
export function coversEverything(texts: readonly string[]): boolean {
    const blocks = texts.flatMap((text) => parse(text) ?? []).sort((one, other) => one.first - other.first);
    // Addresses from 0 on that the blocks hold without a gap.
    const reached = blocks.reduce((next, { first, last }) => (first > next ? next : Math.max(next, last + 1)), 0);
    return reached === 2 ** 32;
}

function checkBlocks(texts: readonly string[], context: z.core.$RefinementCtx): void {
    texts.forEach((text, index) => {
        const message = problemOf(text, texts.slice(0, index));
        if (message !== undefined) {
            context.addIssue({ code: "custom", path: [index], message });
        }
    });
    if (coversEverything(texts)) {
        context.addIssue({ code: "custom", path: [texts.length - 1], message: "is, together with the others, every address there is" });
    }
}

function problemOf(text: string, before: readonly string[]): string | undefined {
    const block = parse(text);
    if (block === undefined) {
        return `is ${JSON.stringify(text)}, no IPv4 block of 8 to 32 bits`;
    }
    if (block.canonical !== text) {
        return `is ${JSON.stringify(text)}, whose network is ${block.canonical}`;
    }
    const other = before.find((each) => overlap(block, parse(each)));
    return other === undefined ? undefined : `is ${JSON.stringify(text)}, which overlaps ${other}`;
}

function overlap(one: Block, other: Block | undefined): boolean {
    return other !== undefined && one.first <= other.last && other.first <= one.last;
}

function parse(text: string): Block | undefined {
    const match = shape.exec(text);
    if (match === null) {
        return undefined;
    }
    const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
    const size = 2 ** (32 - bits);
    const address = ((a * 256 + b) * 256 + c) * 256 + d;
    const first = address - (address % size);
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
    return { first, last: first + size - 1, canonical: `${octets.join(".")}/${bits}` };
}
