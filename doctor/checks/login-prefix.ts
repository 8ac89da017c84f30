import { DescribeUserPoolDomainCommand } from "@aws-sdk/client-cognito-identity-provider";
import { asTyped, setCommand } from "../../settings/config-command";
import { failure, ok, type Check, type Finding } from "../check";
import type { Context } from "../context";
import { isOwnUserPool } from "../own-stack";
import { lookAtEach } from "../uncheckable";

/** Whether the login page's prefix is still to be had. That its characters are right, the settings' own rules say. */
export const loginPrefix: Check = {
    name: "login prefix",
    asksAws: true,
    async run(context) {
        const { loginPrefixes } = context.subject;
        return loginPrefixes.length === 0
            ? [ok("the login page has a domain of its own")]
            : lookAtEach(
                  loginPrefixes,
                  (prefix) => look(context, prefix),
                  (prefix) => `whether ${prefix} is taken is not known`,
              );
    },
};

async function look(context: Context, prefix: string): Promise<Finding> {
    const cognito = context.aws.cognito();
    const { DomainDescription: found } = await cognito.send(new DescribeUserPoolDomainCommand({ Domain: prefix }));
    if (found?.Domain === undefined && found?.UserPoolId === undefined) {
        return ok(`no user pool that AWS tells of has ${prefix}`);
    }
    if (await isOwnUserPool(context, found.UserPoolId)) {
        return ok(`${prefix} is the stack's own already`);
    }
    const what = `the login prefix ${prefix} is taken, by the user pool ${found.UserPoolId ?? "of somebody else"}`;
    return failure(
        what,
        "a prefix is unique among all accounts of a region",
        `${asTyped(setCommand("loginPrefix", "PREFIX"), context.subject.stack)}, with another one`,
    );
}
