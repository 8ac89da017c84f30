import type { IdentityProvider } from "../model";
import type { NodeSettings } from "./node";
import type { HealthEvent, Registration } from "./target-group";

/** What a node that is a process of its own is told; a connection travels beside its message. */
export type ToNode =
    | { readonly type: "start"; readonly settings: NodeSettings }
    | { readonly type: "ports"; readonly ports: ReadonlyMap<number, number> }
    | { readonly type: "identityProvider"; readonly userPoolClientId: string; readonly provider: IdentityProvider }
    | { readonly type: "register"; readonly targetGroupArn: string; readonly target: Registration }
    | { readonly type: "deregister"; readonly targetGroupArn: string; readonly id: string }
    | { readonly type: "connection"; readonly listenerArn: string };

/** What it tells. */
export type FromNode =
    | { readonly type: "started" }
    | { readonly type: "log"; readonly message: string }
    | { readonly type: "health"; readonly targetGroupArn: string; readonly event: HealthEvent }
    | { readonly type: "deregistered"; readonly targetGroupArn: string; readonly id: string };
