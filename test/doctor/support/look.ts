import { Aws } from "../../../doctor/aws";
import type { Check, Finding } from "../../../doctor/check";
import { commandRunner } from "../../../doctor/command";
import type { Context } from "../../../doctor/context";
import { PublicDns } from "../../../doctor/public-dns";
import { subjectOf, type Subject } from "../../../doctor/subject";
import { declare, stackConfig, type Overrides } from "../../unit/support/declare";

export interface World {
    /** What the declared stack needs, but for this. */
    readonly subject?: Partial<Subject>;
    readonly overrides?: Overrides;
    /** Address of the DNS server. */
    readonly dns?: string;
    readonly environment?: NodeJS.ProcessEnv;
    /** Days from today to when it is looked at. */
    readonly later?: number;
}

/** What a check looks at: the declared stack and whatever the environment leads to. */
export async function contextOf({ subject, overrides, dns, environment = process.env, later = 0 }: World = {}): Promise<Context> {
    const declared = { ...subjectOf(await declare(overrides), stackConfig(overrides).config), ...subject };
    return {
        subject: declared,
        aws: new Aws({ region: declared.region }),
        dns: new PublicDns(dns === undefined ? undefined : [dns]),
        run: commandRunner(10_000, environment),
        environment,
        now: () => new Date(Date.now() + later * 86_400_000),
    };
}

/** Runs one check. @returns each finding as `level: what` */
export async function look(check: Check, world: World = {}): Promise<string[]> {
    return (await findings(check, world)).map(({ level, what }) => `${level}: ${what}`);
}

/** Runs one check. */
export async function findings(check: Check, world: World = {}): Promise<readonly Finding[]> {
    const context = await contextOf(world);
    try {
        return await check.run(context);
    } finally {
        context.aws.close();
        context.dns.close();
    }
}
