import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** A resource as the program asked the engine for it, secrets still marked. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** Runs an action and records every registration on the way, even those of a program that throws afterwards. */
export async function recordingRegistrations(action: () => Promise<unknown>): Promise<{ registrations: Registration[]; error: unknown }> {
    const registrations: Registration[] = [];
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
    const original = MockMonitor.prototype.registerResource;
    MockMonitor.prototype.registerResource = async function (this: MockMonitor, request: Request, callback: Callback): Promise<void> {
        const inputs = pulumi.runtime.deserializeProperties(request.getObject()) as Record<string, unknown>;
        registrations.push({ type: request.getType(), name: request.getName(), inputs });
        await original.call(this, request, callback);
    };
    try {
        await action();
        return { registrations, error: undefined };
    } catch (error) {
        return { registrations, error };
    } finally {
        MockMonitor.prototype.registerResource = original;
    }
}

interface Request {
    getType(): string;
    getName(): string;
    getObject(): Parameters<typeof pulumi.runtime.deserializeProperties>[0];
}

type Callback = Parameters<MockMonitor["registerResource"]>[1];
