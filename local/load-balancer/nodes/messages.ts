import type { IdentityProvider } from "../../model";
import type { Registration } from "../target-group";
import type { NodeEvents, NodeSettings } from "./node";

/** What a node in a process of its own is told, and does without a word. A connection travels beside its message. */
export type Command =
    | { readonly type: "setIdentityProvider"; readonly userPoolClientId: string; readonly provider: IdentityProvider }
    | { readonly type: "register"; readonly targetGroupArn: string; readonly target: Registration }
    | { readonly type: "serve"; readonly listenerArn: string };

/** What it is asked, and answers when it is done. */
export type Request =
    | { readonly type: "start"; readonly settings: NodeSettings }
    | { readonly type: "deregister"; readonly targetGroupArn: string; readonly id: string }
    /** Whether it got as far as this. */
    | { readonly type: "ping" };

export type ToNode = Command | (Request & { readonly request: number });

export type FromNode =
    | { readonly type: "done"; readonly request: number }
    | { readonly type: "log"; readonly line: Parameters<NodeEvents["log"]>[0] }
    | { readonly type: "health"; readonly of: Parameters<NodeEvents["health"]> };
