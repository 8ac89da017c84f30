import { Browser } from "../../harness/load-balancer/browser";
import { certificate } from "../../harness/load-balancer/certificate";
import { freePort } from "../../local/ports";
import type { Benchmark, Findings } from "../benchmark";
import { allowedCores } from "../processes";
import { apache } from "./apache";
import { nginx, startPages } from "./nginx";
import { ours, oursWithNodePerCore } from "./ours";
import { startProvider, type Provider } from "./provider";
import { prepare, type Proxy } from "./proxy";
import { measureRequests, type Contender } from "./requests";
import { openWebSockets, startEcho, type Sockets } from "./websockets";

const socketCount = 2_000;

export const loadBalancer: Benchmark = {
    name: "load-balancer",
    title: "The local load balancer against nginx and mod_auth_openidc",
    description:
        "the local load balancer, nginx and Apache with mod_auth_openidc in front of one page: requests, latency, websockets; takes wrk, nginx and apache2, four minutes",
    async run() {
        const closers: (() => unknown)[] = [];
        try {
            const pair = await certificate();
            const provider = await startProvider(pair);
            closers.unshift(() => provider.close());
            const setting = prepare(provider, pair, { pages: await freePort(), webSockets: await freePort() });
            closers.unshift(() => setting.remove());
            const pages = await startPages(setting);
            closers.unshift(() => pages.stop());
            const echo = await startEcho(setting.webSockets);
            closers.unshift(() => echo.close());
            const contenders: Contender[] = [];
            for (const startProxy of [nginx, apache, ours, ...(allowedCores().length > 1 ? [oursWithNodePerCore] : [])]) {
                const proxy = await startProxy(setting);
                closers.unshift(() => proxy.stop());
                contenders.push({ proxy, cookie: await signIn(proxy, provider) });
            }
            return [await measureRequests(contenders, pages), await measureSockets(contenders)];
        } finally {
            for (const close of closers) {
                await close();
            }
        }
    },
};

/** @returns the cookies; of nginx, which has none of its own, those are any */
async function signIn({ port, name }: Proxy, provider: Provider): Promise<string> {
    const browser = new Browser(port);
    // Apache takes whoever does not ask for a page for a script, which it sends to no login.
    const ask = { headers: { Accept: "text/html" } };
    const first = await browser.get("/", ask);
    if (first.headers.location !== undefined) {
        const callback = provider.signIn(first.headers.location);
        await browser.get(callback.pathname + callback.search, ask);
    }
    const page = await browser.get("/", ask);
    if (page.status !== 200 || page.body.length !== 2048) {
        throw new Error(`${name} answers ${page.status} to someone who is signed in.`);
    }
    return browser.cookieHeader;
}

async function measureSockets(contenders: readonly Contender[]): Promise<Findings> {
    const found: Sockets[] = [];
    for (const { proxy, cookie } of contenders) {
        found.push(await openWebSockets(proxy, cookie, socketCount));
    }
    const rows = found.map(({ open, memory, p50, p99 }, index) => [
        contenders[index]?.proxy.name ?? "",
        open.toLocaleString("en-US"),
        memory.toFixed(1),
        p50.toFixed(0),
        p99.toFixed(0),
    ]);
    return {
        header: ["", "websockets open", "KB a websocket", "echo p50 ms", "echo p99 ms"],
        rows,
        notes: [
            `${socketCount.toLocaleString("en-US")} websockets, opened 50 at a time, then a message of 100 bytes on all of them at the same moment. One run. Client and echo server are one process, and share the cores: the milliseconds are for comparing.`,
        ],
    };
}
