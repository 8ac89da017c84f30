import type { Findings } from "../benchmark";
import { allowedCores, pin, type Background } from "../processes";
import { median, summary } from "../statistics";
import type { Proxy } from "./proxy";
import { wrk, type Load } from "./wrk";

const rounds = 5;
const seconds = 3;
const connections = 32;

/** A proxy with the cookies of someone who is signed in at it. */
export interface Contender {
    readonly proxy: Proxy;
    readonly cookie: string;
}

/** Which cores a proxy has, and which its clients and its target have. */
interface Cores {
    readonly name: string;
    readonly proxy: readonly number[];
    readonly others: readonly number[];
}

interface Measured {
    readonly loads: Load[];
    /** Over one connection. */
    readonly alone: Load[];
}

/** How fast each answers, on one core of its own and on all of them. */
export async function measureRequests(contenders: readonly Contender[], pages: Background): Promise<Findings> {
    const all = allowedCores();
    const [first = 0, ...rest] = all;
    const shares: readonly Cores[] = [
        ...(rest.length === 0 ? [] : [{ name: "one, of its own", proxy: [first], others: rest }]),
        { name: `all ${all.length}, shared`, proxy: all, others: all },
    ];
    const rows: string[][] = [];
    for (const cores of shares) {
        await pin(pages.pid, cores.others);
        for (const { proxy } of contenders) {
            await pin(proxy.pid, cores.proxy);
        }
        const measured = await measure(contenders, cores);
        rows.push(...contenders.map(({ proxy }, index) => [proxy.name, cores.name, ...cells(measured, index)]));
    }
    return {
        header: ["", "cores", "requests/s", "p50 ms", "p99 ms", "processor µs a request", "added p50 ms, one connection"],
        rows,
        notes: [
            `wrk, ${connections} connections, ${seconds} s a run; median of ${rounds} runs, with the lowest and highest. "One, of its own": the proxy has one core, and wrk and the target, an nginx, have the rest. "All": the three share them.`,
            "A page of 2 KB over TLS, for someone who is signed in. nginx checks no session and adds no identity: it is the floor. Apache keeps sessions in memory, as its packages have it, and this load balancer in the cookie, as AWS's does. nginx and Apache use every core that they may; this load balancer uses one for each node, and a little for handing connections out where there are several; it has one node unless `npm start -- --nodes` says otherwise. None of them logs requests.",
        ],
    };
}

/** One after the other in each round, so that what else the machine does hits all alike. */
async function measure(contenders: readonly Contender[], { others }: Cores): Promise<readonly Measured[]> {
    const measured = contenders.map((): Measured => ({ loads: [], alone: [] }));
    for (let round = -1; round < rounds; round += 1) {
        for (const [index, { proxy, cookie }] of contenders.entries()) {
            const asking = { port: proxy.port, headers: [`Host: app.localhost:${proxy.port}`, `Cookie: ${cookie}`], cores: others };
            const load = await wrk({ ...asking, connections, seconds }, proxy.pid);
            const one = await wrk({ ...asking, connections: 1, seconds: 1 }, proxy.pid);
            // The first round warms up.
            if (round >= 0) {
                measured[index]?.loads.push(load);
                measured[index]?.alone.push(one);
            }
        }
    }
    return measured;
}

/** @param index of the contender; the first is the floor */
function cells(measured: readonly Measured[], index: number): string[] {
    const { loads = [], alone = [] } = measured[index] ?? {};
    const p50Alone = (of: readonly Load[] = []): number => median(of.map(({ p50 }) => p50));
    return [
        summary(loads.map(({ requestsPerSecond }) => requestsPerSecond)),
        ...(["p50", "p99"] as const).map((which) =>
            summary(
                loads.map((load) => load[which]),
                1,
            ),
        ),
        summary(loads.map(({ processor }) => processor)),
        index === 0 ? "" : (p50Alone(alone) - p50Alone(measured[0]?.alone)).toFixed(2),
    ];
}
