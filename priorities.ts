/**
 * Places of an app's rules among all of the listener's: the load balancer asks the lowest first. Every rule is for its app's host only, so the
 * order between two apps makes no difference.
 */
export interface Priorities {
    /** The page that anyone may see. */
    readonly signedOut: number;
    /** What a page's script asks for. */
    readonly machine: number;
    /** Everything else. */
    readonly page: number;
    /** The page of a closed app: while it is closed, before everything else but behind what scripts ask for; while it is open, behind all of them. */
    readonly closedPage: { readonly open: number; readonly closed: number };
}

/** The main app's, which leave room for rules between them. */
export const mainPriorities: Priorities = { signedOut: 50, machine: 100, page: 200, closedPage: { open: 250, closed: 150 } };
