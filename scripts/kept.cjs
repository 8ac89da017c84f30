// Files that one process keeps for later ones, in node_modules/.cache, where tools keep theirs: who may write there decides what runs anyway.
const { Buffer } = require("node:buffer");
const { randomUUID } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { crc32 } = require("node:zlib");

/** What is kept in a file; undefined where there is none, or one that was cut off or changed. */
function read(file) {
    if (!fs.existsSync(file)) {
        return undefined;
    }
    const content = fs.readFileSync(file);
    const data = content.subarray(4);
    return content.length > 4 && content.readUInt32LE() === crc32(data) ? data : undefined;
}

/** Keeps data in a file, where that is possible: what is not kept is made anew. */
function write(file, data) {
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(data));
    // Renamed into its place, so that no other process reads half of it.
    const own = `${file}.${randomUUID()}`;
    try {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(own, Buffer.concat([sum, data]));
        fs.renameSync(own, file);
    } catch {
        if (fs.existsSync(own)) {
            fs.rmSync(own);
        }
    }
}

module.exports = { read, write };
