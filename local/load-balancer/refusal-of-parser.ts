/**
 * The status for a request that Node's HTTP parser refused, from the error's code.
 *
 * AWS: "Troubleshoot your Application Load Balancers": 400 malformed or too large, 408 no data in time, 501 transfer
 * encoding, 505 version.
 *
 * @returns undefined where there is nothing to answer: the connection broke.
 */
export function statusOfParserError(error: NodeJS.ErrnoException): number | undefined {
    switch (error.code) {
        case "ERR_HTTP_REQUEST_TIMEOUT":
            return 408;
        case "HPE_INVALID_TRANSFER_ENCODING":
            return 501;
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
