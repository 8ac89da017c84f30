import { slotOf } from "../settings/app-slot";

/**
 * Places of an app's rules among all of a listener's: the load balancer asks the lowest first. Every rule is for its app's host only, so the
 * order between two apps makes no difference.
 */
export interface Priorities {
    /** The page that anyone may see. */
    readonly signedOut: number;
    /** The page for those who come from another directory and are not on the owner's list, where there are identity providers. */
    readonly refused: number;
    /** Whoever has a session cookie, where ECS shifts requests between two target groups. */
    readonly session: number;
    /** What a page's script asks for. */
    readonly machine: number;
    /** Everything else; also the one rule at the HTTP listener, where there is no other. */
    readonly page: number;
    /** The page of a closed app: while it is closed, before everything else but behind what scripts ask for; while it is open, behind all of them. */
    readonly closedPage: { readonly open: number; readonly closed: number };
}

/** The main app's, which leave room for rules between them. */
export const mainPriorities: Priorities = {
    signedOut: 50,
    refused: 60,
    session: 90,
    machine: 100,
    page: 200,
    closedPage: { open: 250, closed: 150 },
};

/**
 * A further app's: ten priorities from 1,000 on, which follow from its name alone. So another app that comes or goes moves no rule of it; that two
 * names do not share a slot is checked with the settings.
 */
export function prioritiesOf(app: string): Priorities {
    const first = 1000 + 10 * slotOf(app);
    return {
        signedOut: first,
        refused: first + 1,
        session: first + 2,
        machine: first + 3,
        page: first + 6,
        closedPage: { open: first + 8, closed: first + 5 },
    };
}
