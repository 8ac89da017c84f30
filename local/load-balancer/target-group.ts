import type { TargetGroup } from "../model";
import { eligible, nextTarget } from "./balancing";
import { watchHealth } from "./health-check";
import { removeFrom } from "./remove-from";
import { createTarget, notRegistered, type InFlight, type Target, type TargetHealth } from "./target";

/** Where a target listens. */
export interface Registration {
    readonly id: string;
    readonly host: string;
    readonly port: number;
}

/** A target group as one node has it. */
export interface TargetGroupService {
    readonly settings: TargetGroup;
    /** Begins to check the target; it gets requests once it passed a check. */
    readonly register: (target: Registration) => void;
    /** Takes a registered target out. Resolves when the node has nothing left that goes to it. */
    readonly deregister: (id: string) => Promise<void>;
    /** The target for a request: the wanted one where it may get requests, else by the group's algorithm. */
    readonly choose: (wanted: string | undefined) => Target | undefined;
    /** Marks the target as busy until the returned function is called. */
    readonly begin: (target: Target, exchange: InFlight) => () => void;
    readonly close: () => void;
}

const initial: TargetHealth = { state: "initial", reason: "Elb.InitialHealthChecking" };
const notInUse: TargetHealth = { state: "unused", reason: "Target.NotInUse" };

interface Registered {
    readonly target: Target;
    readonly stopChecks: () => void;
    drained?: () => void;
}

/**
 * AWS: "Target groups for your Application Load Balancers", "Health checks ..." and Deregistration delay.
 *
 * @param inUse whether a rule forwards to the group: AWS does not check the targets of one that none does.
 * @param changed called at each change of a target's health, and at first.
 */
export function createTargetGroup(
    settings: TargetGroup,
    inUse: boolean,
    changed: (id: string, health: TargetHealth) => void,
): TargetGroupService {
    const registered = new Map<string, Registered>();
    const setHealth: SetHealth = (target, health) => {
        target.health = health;
        changed(target.id, health);
    };
    let turn = 0;
    return {
        settings,
        register(registration) {
            const target = createTarget(registration, inUse ? initial : notInUse);
            const stopChecks = inUse ? watchHealth(target, settings.healthCheck, (next) => setHealth(target, next)) : () => undefined;
            registered.set(target.id, { target, stopChecks });
            setHealth(target, target.health);
        },
        deregister: (id) => deregister(registered, id, settings.deregistrationDelay, setHealth),
        choose(wanted) {
            const targets = eligible([...registered.values()].map(({ target }) => target));
            return targets.find(({ id }) => id === wanted) ?? nextTarget(targets, settings.algorithm, turn++);
        },
        begin: (target, exchange) => begin(registered, target, exchange),
        close: () => close(registered),
    };
}

type SetHealth = (target: Target, health: TargetHealth) => void;

async function deregister(registered: Map<string, Registered>, id: string, delay: number, setHealth: SetHealth): Promise<void> {
    const entry = registered.get(id);
    if (entry !== undefined) {
        await drain(entry, delay, setHealth);
        registered.delete(id);
        void entry.target.connections.destroy();
        setHealth(entry.target, notRegistered);
    }
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
async function drain(entry: Registered, delay: number, setHealth: SetHealth): Promise<void> {
    const { target } = entry;
    entry.stopChecks();
    setHealth(target, { state: "draining", reason: "Target.DeregistrationInProgress" });
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
