import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { failure, ok, warning, type Check, type Finding } from "../check";

/** A first deployment takes about ten minutes; with less than this left, it could end in the middle. */
const enoughMinutes = 30;

const signIn = "aws configure, or aws sso login, or set AWS_PROFILE";

/** Errors by which AWS refuses the credentials themselves. Source: AWS Security Token Service API Reference, "Common Errors". */
const refused =
    /ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|IncompleteSignature/;

/** Whether there are AWS credentials, and AWS takes them. */
export const credentials: Check = {
    name: "credentials",
    asksAws: true,
    async run({ aws, now }) {
        const client = aws.sts();
        try {
            const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
            const { expiration } = await client.config.credentials();
            return [ok(`account ${account ?? "unknown"}, as ${arn ?? "unknown"}`), ...endingSoon(expiration, now())];
        } catch (error) {
            const { name, message } = error as Error;
            // The SDK's own name, for none, and for a profile or a session that cannot be used.
            if (name === "CredentialsProviderError" || name === "TokenProviderError") {
                return [failure("there are no AWS credentials that can be used", message, signIn)];
            }
            if (refused.test(name)) {
                return [failure("AWS refuses the credentials", `${name}: ${message}`, signIn)];
            }
            throw error;
        }
    },
};

function endingSoon(expiration: Date | undefined, now: Date): Finding[] {
    const minutes = expiration === undefined ? Infinity : (expiration.getTime() - now.getTime()) / 60_000;
    const what = `the credentials end in ${Math.max(0, Math.floor(minutes))} minutes`;
    return minutes < enoughMinutes ? [warning(what, "a first deployment takes about ten, and would stop halfway", "aws sso login")] : [];
}
