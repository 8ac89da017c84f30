import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { User } from "./settings/users";

/** Who is in the user pool. */
export interface PeopleArgs {
    /** The pool. */
    readonly userPoolId: pulumi.Input<string>;
    /** The people, each with the names of declared groups. */
    readonly users: readonly User[];
    /** The declared groups by name. */
    readonly groups: Readonly<Record<string, aws.cognito.UserGroup>>;
}

/**
 * The people that the stack itself adds, changes and removes. Cognito makes up each one's temporary password and mails it: none is ever in the
 * stack's configuration or state. Source: Cognito API Reference, "AdminCreateUser".
 */
export class People extends pulumi.ComponentResource {
    constructor(
        private readonly name: string,
        private readonly args: PeopleArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:people:People", name, {}, options);
        for (const user of args.users) {
            this.addToGroups(user, this.createUser(user));
        }
        this.registerOutputs({ usernames: args.users.map(({ username }) => username) });
    }

    private createUser({ username, email, nickname, phone, enabled }: User): aws.cognito.User {
        const phoneAttributes = phone === undefined ? {} : { phone_number: phone, phone_number_verified: "true" };
        return new aws.cognito.User(
            `${this.name}-${label(username)}`,
            {
                userPoolId: this.args.userPoolId,
                username,
                attributes: { email, email_verified: "true", nickname, ...phoneAttributes },
                enabled,
                desiredDeliveryMediums: ["EMAIL"],
            },
            // The same name in other letters is the same account, which has to go first.
            { parent: this, deleteBeforeReplace: true },
        );
    }

    private addToGroups(user: User, account: aws.cognito.User): void {
        for (const name of user.groups) {
            const group = this.args.groups[name];
            if (group === undefined) {
                throw new Error(`${user.username} cannot be in the group ${name}, which is not declared.`);
            }
            new aws.cognito.UserInGroup(
                `${this.name}-${label(user.username)}/${label(name, false)}`,
                { userPoolId: this.args.userPoolId, username: account.username, groupName: group.name },
                { parent: this },
            );
        }
    }
}

/**
 * A name as a part of a logical name: every name has its own, and none has a character that separates names. Names of accounts that differ in
 * case only are one.
 */
function label(name: string, ignoreCase = true): string {
    return encodeURIComponent(ignoreCase ? name.toLowerCase() : name);
}
