/**
 * Whether a text matches an AWS pattern: `*` is any number of characters (also none, also `/`), `?` is exactly one.
 *
 * Written as a loop, not a regular expression: patterns and texts may be hostile, and this takes at most
 * pattern length times text length steps.
 *
 * AWS: "Listener rules for your Application Load Balancer", Path conditions and Host conditions.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
    let at = 0;
    let position = 0;
    let star = -1;
    let resume = 0;
    while (position < text.length) {
        const wanted = pattern[at];
        if (wanted === "*") {
            star = at++;
            resume = position;
        } else if (wanted !== undefined && (wanted === "?" || wanted === text[position])) {
            at++;
            position++;
        } else if (star >= 0) {
            // Let the last `*` swallow one character more and try again from there.
            at = star + 1;
            position = ++resume;
        } else {
            return false;
        }
    }
    while (pattern[at] === "*") {
        at++;
    }
    return at === pattern.length;
}
