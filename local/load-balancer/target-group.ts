import type { TargetGroup } from "../model";
import { eligible, nextTarget } from "./balancing";
import { watchHealth } from "./health-check";
import { removeFrom } from "./remove-from";
import { createTarget, type InFlight, type Target, type TargetHealth } from "./target";

/** Health of one target changed. */
export interface HealthEvent extends TargetHealth {
    readonly id: string;
}

/** Where a target listens. */
export interface Registration {
    readonly id: string;
    readonly host: string;
    readonly port: number;
}

/** A target group in service. Targets are named by an id that the caller chooses. */
export interface RunningTargetGroup {
    /** Begins to check the target; it gets requests once it passed a check. @throws Error where the id is registered already. */
    readonly register: (target: Registration) => void;
    /**
     * Takes the target out: no new requests from now on. Resolves when its last request and websocket has ended, or when the deregistration delay
     * is over and what was left has been ended. An unknown id resolves at once.
     */
    readonly deregister: (id: string) => Promise<void>;
    readonly health: (id: string) => TargetHealth;
    /** @returns stops the calls. */
    readonly onHealth: (listener: (event: HealthEvent) => void) => () => void;
}

/** What only the load balancer itself does with a target group. */
export interface TargetGroupService extends RunningTargetGroup {
    readonly settings: TargetGroup;
    /** The target for a request: the wanted one where it may get requests, else by the group's algorithm. */
    readonly choose: (wanted: string | undefined) => Target | undefined;
    /** Marks the target as busy until the returned function is called. */
    readonly begin: (target: Target, exchange: InFlight) => () => void;
    readonly close: () => void;
}

const initial: TargetHealth = { state: "initial", reason: "Elb.InitialHealthChecking" };
const notInUse: TargetHealth = { state: "unused", reason: "Target.NotInUse" };
/** Of a target that is not there. */
export const notRegistered: TargetHealth = { state: "unused", reason: "Target.NotRegistered" };

interface Registered {
    readonly target: Target;
    readonly stopChecks: () => void;
    deregistered?: Promise<void>;
    drained?: () => void;
}

/**
 * AWS: "Target groups for your Application Load Balancers", "Health checks ..." and Deregistration delay.
 *
 * @param inUse whether a rule forwards to the group: AWS does not check the targets of one that none does.
 */
export function createTargetGroup(settings: TargetGroup, inUse: boolean): TargetGroupService {
    const registered = new Map<string, Registered>();
    const listeners = new Set<(event: HealthEvent) => void>();
    let turn = 0;
    const changed: HealthChanged = (target, health) => {
        target.health = health;
        for (const listener of listeners) {
            listener({ id: target.id, ...health });
        }
    };
    return {
        settings,
        register(registration) {
            if (registered.has(registration.id)) {
                throw new Error(`Target ${registration.id} of ${settings.name} is registered already: deregister it first.`);
            }
            const target = createTarget(registration, inUse ? initial : notInUse);
            const stopChecks = inUse ? watchHealth(target, settings.healthCheck, (next) => changed(target, next)) : () => undefined;
            registered.set(target.id, { target, stopChecks });
            changed(target, target.health);
        },
        deregister: (id) => deregister(registered, id, settings.deregistrationDelay, changed),
        health: (id) => registered.get(id)?.target.health ?? notRegistered,
        onHealth(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        choose(wanted) {
            const targets = eligible([...registered.values()].map(({ target }) => target));
            return targets.find(({ id }) => id === wanted) ?? nextTarget(targets, settings.algorithm, turn++);
        },
        begin: (target, exchange) => begin(registered, target, exchange),
        close: () => close(registered),
    };
}

type HealthChanged = (target: Target, health: TargetHealth) => void;

async function deregister(registered: Map<string, Registered>, id: string, delay: number, changed: HealthChanged): Promise<void> {
    const entry = registered.get(id);
    if (entry === undefined) {
        return;
    }
    entry.deregistered ??= drain(entry, delay, changed).then(() => {
        registered.delete(id);
        void entry.target.connections.destroy();
        changed(entry.target, notRegistered);
    });
    await entry.deregistered;
}

function begin(registered: ReadonlyMap<string, Registered>, target: Target, exchange: InFlight): () => void {
    target.inFlight.push(exchange);
    return () => {
        removeFrom(target.inFlight, exchange);
        if (target.inFlight.length === 0) {
            registered.get(target.id)?.drained?.();
        }
    };
}

function close(registered: ReadonlyMap<string, Registered>): void {
    for (const { target, stopChecks, drained } of registered.values()) {
        stopChecks();
        void target.connections.destroy();
        drained?.();
    }
}

/**
 * AWS: "Target groups for your Application Load Balancers", Deregistration delay; what is still running at its end is answered 502
 * ("Troubleshoot ...", HTTP 502: "The deregistration delay period elapsed for a request").
 */
async function drain(entry: Registered, delay: number, changed: HealthChanged): Promise<void> {
    const { target } = entry;
    entry.stopChecks();
    changed(target, { state: "draining", reason: "Target.DeregistrationInProgress" });
    if (target.inFlight.length === 0) {
        return;
    }
    await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
            for (const exchange of [...target.inFlight]) {
                exchange.abort();
            }
            resolve();
        }, delay * 1000);
        entry.drained = () => {
            clearTimeout(timer);
            resolve();
        };
    });
}
