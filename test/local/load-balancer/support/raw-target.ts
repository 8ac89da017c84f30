import type { Socket } from "node:net";
import { connect as tlsConnect, type TLSSocket } from "node:tls";

import { forwardAction, groupArn, rule } from "../../../../harness/load-balancer/model";
import { becomes, startFixture, type Fixture, type FixtureOptions } from "./balancer";
import { startRawTarget } from "./target";

const open: FixtureOptions = { rules: [rule(1, [], forwardAction)] };

/** A target's answer, as bytes. */
export const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/** What a suite needs that looks at the bytes between load balancer and target; each test has a load balancer of its own. */
export function useRawTarget() {
    let fixture: Fixture;
    const closers: (() => void)[] = [];
    const start = async (options: FixtureOptions = {}): Promise<Fixture> => (fixture = await startFixture({ ...open, ...options }));
    afterEach(async () => {
        closers.splice(0).forEach((close) => close());
        await fixture.close();
    });

    /** A fixture whose only target is raw bytes. */
    async function startRaw(onRequest: (socket: Socket, data: Buffer) => void): Promise<void> {
        await start({ targets: 0 });
        const raw = await startRawTarget(onRequest);
        closers.push(raw.close);
        const healthy = becomes(fixture.balancer, "raw", "healthy");
        fixture.balancer.targetGroups.get(groupArn)?.register({ id: "raw", host: "127.0.0.1", port: raw.port });
        await healthy;
    }

    /** A client's connection. */
    function client(): TLSSocket {
        const socket = tlsConnect({ host: "127.0.0.1", port: fixture.port, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] });
        closers.push(() => socket.destroy());
        return socket.on("error", () => undefined);
    }

    return { start, startRaw, client, current: () => fixture };
}
