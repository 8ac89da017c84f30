import { ofType, type Resource, type Stack } from "../../declared/resource";
import { servicesOf } from "../../declared/tasks";
import { types } from "../../declared/types";
import { at, numberAt, textAt } from "../../declared/values";
import type { Service } from "../charge";
import { timesOfWeek, week } from "./week";

/** Pulumi's types of Application Auto Scaling. */
const scalingTypes = {
    target: types.scalableTarget,
    policy: "aws:appautoscaling/policy:Policy",
    scheduledAction: types.scheduledAction,
} as const;

/** A share of the week in which a service has so many tasks. */
export interface Share {
    /** 0 to 1. */
    readonly share: number;
    readonly least: number;
    readonly most: number;
}

interface Bounds {
    readonly least: number;
    readonly most: number;
}

/** How many tasks a service has, and how long of a week: as declared, or as its scalable target and its schedule say. */
export function scalingOf(stack: Stack, service: Resource): { shares: readonly Share[]; guess: string | undefined } {
    const declared = numberAt(service.props, "desiredCount");
    const fixed = Number.isNaN(declared) ? 1 : declared;
    const target = ofType(stack, scalingTypes.target).find((candidate) => isOf(stack, candidate, service));
    const bounds =
        target === undefined
            ? { least: fixed, most: fixed }
            : { least: numberAt(target.props, "minCapacity"), most: numberAt(target.props, "maxCapacity") };
    const actions = ofType(stack, scalingTypes.scheduledAction).filter((candidate) => isOf(stack, candidate, service));
    const events = actions.map((action) => ({ times: timesOfWeek(textAt(action.props, "schedule") ?? ""), set: boundsOf(action) }));
    if (events.some(({ times }) => times === undefined)) {
        return {
            shares: [{ share: 1, ...bounds }],
            guess: `${service.name} is counted as running all month: its schedule is no weekly one`,
        };
    }
    const all = events.flatMap(({ times = [], set }) => times.map((time) => ({ time, set })));
    return { shares: sharesOf(bounds, all), guess: undefined };
}

/** What a scheduled action sets; what it leaves out stays as it was. */
function boundsOf({ props }: Resource): Partial<Bounds> {
    const [least, most] = ["minCapacity", "maxCapacity"].map((name) => numberAt(props, "scalableTargetAction", name));
    return {
        ...(least === undefined || Number.isNaN(least) ? {} : { least }),
        ...(most === undefined || Number.isNaN(most) ? {} : { most }),
    };
}

/** `service/<cluster>/<service>`, which an evaluation makes up. */
function isOf(stack: Stack, { props }: Resource, service: Resource): boolean {
    const id = textAt(props, "resourceId") ?? "";
    const isEcs = at(props, "serviceNamespace") === "ecs";
    return (
        isEcs &&
        (servicesOf(stack).length === 1 ||
            id.split("/").at(-1) === service.name ||
            service.references.some((name) => id.endsWith(`/${name}`)))
    );
}

/** The week begins as it ends: with what the last action of the week before has set. */
function sharesOf(bounds: Bounds, actions: readonly { time: number; set: Partial<Bounds> }[]): readonly Share[] {
    const sorted = [...actions].sort((one, other) => one.time - other.time);
    if (sorted.length === 0) {
        return [{ share: 1, ...bounds }];
    }
    let current = sorted.reduce((before, { set }) => ({ ...before, ...set }), bounds);
    const shares = [{ share: (sorted[0]?.time ?? 0) / week, ...current }];
    sorted.forEach(({ time, set }, index) => {
        current = { ...current, ...set };
        shares.push({ share: ((sorted[index + 1]?.time ?? week) - time) / week, ...current });
    });
    return shares;
}

/** Application Auto Scaling is free; each target tracking policy makes two alarms, which are not. Source: "Target tracking scaling policies". */
export const scaling: Service = {
    name: "Scaling",
    types: Object.values(scalingTypes),
    charges(stack) {
        const policies = ofType(stack, scalingTypes.policy).filter(
            ({ props }) =>
                at(props, "policyType") === "TargetTrackingScaling" || at(props, "targetTrackingScalingPolicyConfiguration") !== undefined,
        );
        return policies.map(({ name }) => ({ item: `${name}, two alarms`, price: "alarm-metric", quantity: 2 }));
    },
};
