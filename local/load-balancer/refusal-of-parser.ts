/**
 * The status for a request that Node's HTTP parser refused, from the error's code.
 *
 * AWS: "Troubleshoot your Application Load Balancers": 400 malformed or too large, 408 no data in time, 501 transfer
 * encoding, 505 version.
 *
 * @returns undefined where there is nothing to answer: the connection broke.
 */
export function statusOfParserError(error: NodeJS.ErrnoException & { readonly rawPacket?: Buffer }): number | undefined {
    switch (error.code) {
        case "ERR_HTTP_REQUEST_TIMEOUT":
            return 408;
        case "HPE_INVALID_TRANSFER_ENCODING":
            // The parser has one code for an encoding that it does not know and for an ambiguous length.
            return isUnknownEncoding(error.rawPacket?.toString("latin1") ?? "") ? 501 : 400;
        case "HPE_INVALID_VERSION":
        case "HPE_PAUSED_H2_UPGRADE":
            return 505;
        case "ECONNRESET":
        case "EPIPE":
            return undefined;
        default:
            return 400;
    }
}

/** One Transfer-Encoding, other than chunked, and no Content-Length beside it. Only the status depends on it: either way the request is refused. */
function isUnknownEncoding(packet: string): boolean {
    const encodings = [...packet.matchAll(/^transfer-encoding:(.*)$/gim)].map(([, value = ""]) => value.trim().toLowerCase());
    return encodings.length === 1 && encodings[0] !== "chunked" && !/^content-length:/im.test(packet);
}
