import { Secret, TOTP } from "otpauth";

/** An authenticator app that knows one secret. */
export interface Authenticator {
    /** The code of now. */
    code(): string;
    /** The code of the next 30 seconds, which is good already: apps' clocks differ. */
    nextCode(): string;
    /** A code that is none of these. */
    wrongCode(): string;
}

const period = 30_000;

/** @param secret in Base32, as a page or the API shows it */
export function authenticator(secret: string): Authenticator {
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    // One time for all codes of a test: a step that ends meanwhile must not make the next code the one that was used.
    const start = Date.now();
    const at = (steps: number): string => totp.generate({ timestamp: start + steps * period });
    return {
        code: () => at(0),
        nextCode: () => at(1),
        wrongCode: () => {
            const right = [-2, -1, 0, 1, 2, 3].map(at);
            return ["000000", "000001", "000002", "000003", "000004", "000005", "000006"].find((code) => !right.includes(code))!;
        },
    };
}
