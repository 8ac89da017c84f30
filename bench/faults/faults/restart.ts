import { readFileSync } from "node:fs";
import type { Fault } from "../measure";

/** `npm start` ends in order and is started again, at the same address. */
export const restart: Fault = {
    name: "everything is restarted",
    replacesTasks: true,
    async cause({ site, hitAll, note }) {
        const before = site.stack().outputs;
        const authority = readFileSync(before.caCertificate, "utf8");
        hitAll();
        await site.restart();
        const after = site.stack().outputs;
        const survived = [
            ["the address", before.url === after.url],
            ["the certificate's authority", authority === readFileSync(after.caCertificate, "utf8")],
            ["the user pool's id", before.userPoolId === after.userPoolId],
        ] as const;
        const list = (wanted: boolean): string =>
            survived
                .filter(([, same]) => same === wanted)
                .map(([what]) => what)
                .join(", ") || "nothing";
        note(`Survived: ${list(true)}. New: ${list(false)}, accounts (made again by the test), keys of sessions and identities.`);
    },
};
