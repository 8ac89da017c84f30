import * as path from "node:path";
import { awaitedLater } from "./awaited-later";
import type { LocalCertificate } from "./certificates";
import { fileLog } from "./file-log";
import { startLoadBalancer, type RunningLoadBalancer } from "./load-balancer";
import { actionsOf, type Plan } from "./model";
import type { StackOptions } from "./options";
import type { Outputs } from "./outputs";
import type { PublicKeysEndpoint } from "./public-keys";
import type { RunFolder } from "./run-folder";
import { startServices, type RunningServices } from "./services";
import { appSubstitutions, userPoolSubstitutions } from "./substitutions";
import { startUserPool, type RunningUserPool } from "./user-pool";

/** What every part of a run is made from. */
export interface RunContext {
    readonly options: StackOptions;
    readonly folder: RunFolder;
    readonly plan: Plan;
    readonly certificate: LocalCertificate;
    /** Values of the containers' secrets, by name. */
    readonly secrets: Readonly<Record<string, string>>;
}

/** Starts the declared load balancer. Nobody gets past its logins before the user pool is opened. */
export function openLoadBalancer({ options, folder, plan, certificate }: RunContext): Promise<RunningLoadBalancer> {
    return startLoadBalancer({
        loadBalancer: plan.loadBalancer,
        targetGroups: plan.targetGroups,
        localPort: (declaredPort) => localPort(declaredPort, options),
        certificate,
        nodes: options.nodes,
        log: fileLog(path.join(folder.logs, "load-balancer.log")),
    });
}

/** Every local port that the declared listeners and the login pages take. */
export function localPorts({ options, plan }: Pick<RunContext, "options" | "plan">): number[] {
    return [...plan.loadBalancer.listeners.map(({ port }) => localPort(port, options)), options.loginPort];
}

/** Any other declared port is used as it is, or above 8000 where only an administrator may open it. */
function localPort(declaredPort: number, { httpsPort, httpPort }: StackOptions): number {
    switch (declaredPort) {
        case 443:
            return httpsPort;
        case 80:
            return httpPort;
        default:
            return declaredPort < 1024 ? declaredPort + 8000 : declaredPort;
    }
}

/** Local port of the HTTPS listener on 443, or of the first HTTPS listener. */
function publicPort({ plan }: RunContext, loadBalancer: RunningLoadBalancer): number {
    const https = plan.loadBalancer.listeners.filter(({ protocol }) => protocol === "HTTPS");
    const listener = https.find(({ port }) => port === 443) ?? https[0];
    return listener === undefined ? 443 : loadBalancer.address(listener.arn);
}

/** Starts the declared user pool, which sends browsers back to the load balancer, and to which that one sends them. */
export async function openUserPool(context: RunContext, loadBalancer: RunningLoadBalancer, python: string): Promise<RunningUserPool> {
    const { options, folder, plan, certificate } = context;
    const userPool = await startUserPool({
        userPool: plan.userPool,
        region: plan.region,
        python,
        stateDirectory: folder.userPool,
        loginPort: options.loginPort,
        certificate,
        publicPort: publicPort(context, loadBalancer),
        ...(options.user === undefined ? {} : { firstUser: { username: options.user } }),
        log: fileLog(path.join(folder.logs, "user-pool.log")),
    });
    for (const client of clientsOf(plan)) {
        loadBalancer.setIdentityProvider(client, userPool.identityProvider(client));
    }
    return userPool;
}

/** The user pool clients that rules sign people in with. */
function clientsOf({ loadBalancer }: Plan): ReadonlySet<string> {
    const actions = loadBalancer.listeners.flatMap(actionsOf);
    return new Set(actions.flatMap((action) => (action.type === "authenticate-cognito" ? action.userPoolClientId : [])));
}

/** @param userPool tasks that are told about the pool start when it runs; all others at once */
export function openServices(
    context: RunContext,
    loadBalancer: RunningLoadBalancer,
    keys: PublicKeysEndpoint,
    userPool: Promise<RunningUserPool>,
): RunningServices {
    const { options, folder, plan, secrets } = context;
    const { region, userPool: declared } = plan;
    const { domain, custom } = declared.domain;
    const declaredLoginUrl = `https://${custom ? domain : `${domain}.auth.${region}.amazoncognito.com`}`;
    // Where no task waits for it, whoever started the pool sees its failure.
    const ofUserPool = awaitedLater(userPool.then((running) => userPoolSubstitutions({ region, declaredLoginUrl, ...running })));
    const names = { region, hosts: plan.hosts, httpsPort: publicPort(context, loadBalancer), publicKeysUrl: keys.url };
    return startServices({
        plan,
        loadBalancer,
        secrets,
        substitutions: appSubstitutions(names),
        userPool: {
            names: [domain, `cognito-idp.${region}`, declared.id, ...declared.clients.map(({ id }) => id)],
            substitutions: ofUserPool,
        },
        pythonDirectory: folder.python,
        logDirectory: folder.logs,
        homeDirectory: folder.homes,
        log: options.progress.line,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
}

/** What people and programs are told about a healthy run. */
export function describeOutputs(
    context: RunContext,
    parts: {
        readonly loadBalancer: RunningLoadBalancer;
        readonly keys: PublicKeysEndpoint;
        readonly userPool: RunningUserPool;
        readonly services: RunningServices;
    },
): Outputs {
    const { plan, certificate, folder } = context;
    const { loadBalancer, keys, userPool, services } = parts;
    const [host = "localhost", ...others] = plan.hosts;
    const urlOf = (name: string): string => `https://${name}${port(publicPort(context, loadBalancer), 443)}`;
    const clientIdOf = (name: string): string => userPool.ids[clientOf(plan, name) ?? ""] ?? "";
    const http = plan.loadBalancer.listeners.find(({ protocol }) => protocol === "HTTP");
    return {
        url: urlOf(host),
        ...(http === undefined ? {} : { httpUrl: `http://${host}${port(loadBalancer.address(http.arn), 80)}` }),
        loginUrl: userPool.loginUrl,
        region: plan.region,
        userPoolId: userPool.ids[plan.userPool.id] ?? "",
        clientId: clientIdOf(host),
        apps: others.map((other) => ({ url: urlOf(other), clientId: clientIdOf(other) })),
        cognitoEndpoint: userPool.endpoint,
        ...userPool.accessKey,
        publicKeysUrl: keys.url,
        caCertificate: certificate.authorityFile,
        logs: folder.logs,
        users: userPool.users,
        tasks: services.tasks(),
    };
}

/** The declared client that signs people in at a host; undefined where no rule of it asks for a login. */
function clientOf({ loadBalancer, userPool }: Plan, host: string): string | undefined {
    const rules = loadBalancer.listeners.flatMap((listener) => listener.rules);
    const ofHost = rules.filter(({ conditions }) => conditions.some(({ type, values }) => type === "host-header" && values.includes(host)));
    const logins = ofHost.flatMap(({ actions }) => actions.flatMap((action) => (action.type === "authenticate-cognito" ? action : [])));
    return logins[0]?.userPoolClientId ?? (userPool.clients.length === 1 ? userPool.clients[0]?.id : undefined);
}

function port(number: number, byDefault: number): string {
    return number === byDefault ? "" : `:${number}`;
}
