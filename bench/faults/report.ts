import type { Losses, Result } from "./measure";

/** The faults as a Markdown table, whose columns also align in a terminal. */
export function table(results: readonly Result[]): string {
    const head = [
        "fault",
        "whose task it was",
        "requests lost",
        "websockets lost",
        "app sessions lost",
        "sign-ins lost",
        "slowest answer",
        "users back after",
        "tasks back after",
    ];
    const rows = results.flatMap((result) => [
        [
            result.name,
            "the hit task",
            ...columns(result.hit),
            seconds(result.usersBack),
            result.tasksBack === undefined ? "none went" : seconds(result.tasksBack),
        ],
        ["", "another task", ...columns(result.bystanders), "", ""],
    ]);
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
    const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
    return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function columns({ users, requests, lost, slowest }: Losses): string[] {
    return users === 0
        ? ["nobody", "", "", "", ""]
        : [`${lost.request} of ${requests}`, String(lost.websocket), String(lost["app session"]), String(lost["sign-in"]), `${slowest} ms`];
}

function seconds(milliseconds: number): string {
    return milliseconds === 0 ? "at once" : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** What the table cannot say. */
export function notes(results: readonly Result[]): string {
    return results
        .filter((result) => result.notes.length > 0)
        .map((result) => `- ${result.name}: ${result.notes.join(" ")}`)
        .join("\n");
}

/** The whole of docs/faults.md. */
export function document(
    results: readonly Result[],
    about: { readonly date: string; readonly machine: string; readonly users: number; readonly tasks: number },
): string {
    return `# Faults

Written by \`npm run faults\`, which does to the running local stack what is in the first column, while ${about.users} people are signed in at
${about.tasks} tasks. Each asks for its session three times a second and keeps Streamlit's websocket open; a request that takes over 5 seconds counts as
lost. Last run: ${about.date}, ${about.machine}.

${table(results)}

${notes(results)}

**Whoever is at another task than the one that is hit must notice nothing**: no request lost, no websocket closed or silent, no session lost. The
command fails otherwise, and \`test/faults/\` tests it with one killed task in each run of the tests.

How to read it:

- *requests lost*: another answer than 200, or none in time, of how many. *users back after*: from the fault until the last user's requests and websocket
  worked again.
- *app sessions lost*: the state of a user's page lives in the memory of one task. It ends with the task; the page connects to another one and
  starts anew. Where only the websocket was lost, Streamlit gives the state back.
- *sign-ins lost*: the user had to type the password again. The session is in the browser's cookie, so no task takes it along.
- Times are those of the declared settings on one machine. Tasks start in seconds here; on Fargate an image is pulled first.
`;
}
