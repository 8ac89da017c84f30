import assert from "node:assert/strict";
import fc from "fast-check";
import { coversEverything } from "../../../settings/cidr";

/** A block of IPv4 addresses by its first address and its bits. */
type Block = readonly [first: number, bits: number];

const text = ([first, bits]: Block): string => `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;

/** A block as two halves. */
function halves([first, bits]: Block): Block[] {
    return [
        [first, bits + 1],
        [first + 2 ** (31 - bits), bits + 1],
    ];
}

/** Every address, cut into blocks of 8 to 32 bits in whatever way, in any order. */
const partition = fc.array(fc.nat(), { maxLength: 100 }).chain((cuts) => {
    const eighths: Block[] = Array.from({ length: 256 }, (_, index) => [index * 2 ** 24, 8]);
    const blocks = cuts.reduce((all, cut) => {
        const at = cut % all.length;
        const block = all[at];
        return block === undefined || block[1] === 32 ? all : [...all.slice(0, at), ...halves(block), ...all.slice(at + 1)];
    }, eighths);
    return fc.shuffledSubarray(blocks.map(text), { minLength: blocks.length });
});

describe("blocks of IPv4 addresses", () => {
    it("cover everything, however it is cut into blocks", () => {
        fc.assert(fc.property(partition, (blocks) => coversEverything(blocks)));
    });

    it("cover everything as well where some hold others", () => {
        fc.assert(fc.property(partition, fc.nat(255), (blocks, one) => coversEverything([...blocks, `${one}.0.0.0/8`, `${one}.7.0.0/16`])));
    });

    it("do not where any one of them is missing", () => {
        fc.assert(
            fc.property(partition, fc.nat(), (blocks, missing) => {
                const at = missing % blocks.length;
                return !coversEverything([...blocks.slice(0, at), ...blocks.slice(at + 1)]);
            }),
        );
    });

    it("do not where there are none", () => {
        assert.equal(coversEverything([]), false);
    });
});
