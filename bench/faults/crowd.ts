import { randomBytes } from "node:crypto";
import { createMember } from "../../harness/cognito";
import type { RunningStack } from "../../harness/running-stack";
import { User } from "./user";

/** The users of a stack, who are at it all the time. */
export class Crowd {
    readonly #names: readonly string[];
    readonly #password = `Aa1-${randomBytes(8).toString("hex")}`;
    #users: readonly User[] = [];

    /** @param stack the one that runs at the moment */
    constructor(
        size: number,
        private readonly stack: () => RunningStack,
    ) {
        this.#names = Array.from({ length: size }, (_, number) => `user-${number}`);
    }

    /** Those of now; nobody before the first arrival. */
    get users(): readonly User[] {
        return this.#users;
    }

    /** Makes their accounts, which a stack that begins does not have. */
    async createAccounts(): Promise<void> {
        for (const username of this.#names) {
            await createMember(this.stack(), { username, password: this.#password });
        }
    }

    /** Everybody leaves; as many sign in anew, spread over all tasks, and are busy. */
    async arrive(): Promise<void> {
        await this.leave();
        this.#users = this.#names.map((name) => new User(name, this.#password, this.stack));
        await Promise.all(this.#users.map((user) => user.signIn()));
        await Promise.all(this.#users.map((user) => user.begin()));
    }

    /** Ends what everybody does. */
    async leave(): Promise<void> {
        await Promise.all(this.#users.map((user) => user.stop()));
    }
}
