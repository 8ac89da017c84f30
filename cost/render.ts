import type { Difference } from "./differences";
import type { PricedStack } from "./price-stack";
import { priceDates, prices, pricedRegions } from "./prices";
import { hoursOfMonth, type Usage } from "./usage";

/** What the line "with enough tasks" is, below the table that has it. */
const aboutEnough = [
    '"With enough tasks" is the sum with as many tasks as the people at once take: the notes say where the stack has fewer, and how many it takes.',
    "To have them, set desiredCount (all month, and counted so here) or maxCount (in busy hours only, and counted so once it is set).",
];

/** The bill as a table: a line an item, a column a use. */
export function renderBill(stack: string, { bills, notes, region, withEnoughTasks }: PricedStack, usages: readonly Usage[]): string {
    const used = bills.flatMap(({ lines }) => lines.flatMap((line) => line.prices));
    const keys = [...new Set(bills.flatMap(({ lines }) => lines.map(({ item, service }) => `${service}: ${item}`)))];
    const rows = keys.map((key) => {
        const found = bills.map(({ lines }) => lines.find(({ item, service }) => `${service}: ${item}` === key));
        const mark = found.some((line) => line?.confirmed === false) ? " (?)" : "";
        return [`${key}${mark}`, ...found.map((line) => (line === undefined ? "" : dollars(line.usd)))];
    });
    const together = ["together", ...bills.map((bill) => dollars(bill.together))];
    const enough = ["with enough tasks", ...withEnoughTasks.map((usd) => (usd === null ? "" : dollars(usd)))];
    const isTooFew = withEnoughTasks.some((usd) => usd !== null);
    const unpriced = new Map(
        bills.flatMap((bill) => bill.unpriced).map(({ item, service, why }) => [`${service}: ${item}`, `    ${service}: ${item}: ${why}`]),
    );
    return [
        `Stack ${stack} in ${region}: USD a month of ${hoursOfMonth} hours, without tax. Prices as seen ${priceDates(used)}; (?) is unconfirmed.`,
        ...usages.map(({ description, name }) => `    ${name}: ${description}`),
        "",
        columns([["", ...usages.map(({ name }) => name)], ...rows, together, ...(isTooFew ? [enough] : [])]),
        ...(isTooFew ? ["", ...aboutEnough] : []),
        ...(unpriced.size === 0 ? [] : ["", "Not in the sum, as it has no price here:", ...unpriced.values()]),
        ...(pricedRegions.includes(region)
            ? []
            : ["", `There are prices of ${pricedRegions.join(" and ")} only: in ${region} the rest of the bill is missing.`]),
        ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `Note: ${note}.`)]),
    ].join("\n");
}

/** Words around a table of what settings add. */
interface Heading {
    readonly title: string;
    /** Of what could not be calculated: what the program refuses. */
    readonly whenRefused: string;
}

/** Of the settings that are there, each against the stack without it. */
export const addedBySettings: Heading = {
    title: "What is set adds, against its default",
    whenRefused: "the program refuses the rest without it",
};

/** Of settings that are not there. */
export const addedByOptions: Heading = { title: "What each setting would add", whenRefused: "the program refuses it beside what is set" };

/** What settings add, the dearest first; those that add nothing in one line, and those that the program refuses each with its reason. */
export function renderDifferences({ title, whenRefused }: Heading, found: readonly Difference[], usages: readonly Usage[]): string {
    const dear = found.filter(
        ({ unpriced, usd }) => unpriced.length > 0 || usd?.some((value) => dollars(Math.abs(value)) !== "0.00") === true,
    );
    const last = (difference: Difference): number => difference.usd?.at(-1) ?? 0;
    const rows = [...dear]
        .sort((one, other) => last(other) - last(one))
        .map((difference) => [settingOf(difference), ...(difference.usd ?? []).map(signed)]);
    const free = found.filter((difference) => difference.usd !== undefined && !dear.includes(difference));
    const refused = found.filter(({ usd }) => usd === undefined);
    return [
        `${title}, USD a month:`,
        "",
        ...(rows.length === 0 ? ["    nothing"] : [columns([["", ...usages.map(({ name }) => name)], ...rows])]),
        ...dear.flatMap((difference) => difference.unpriced.map((item) => `    ${difference.key}: not in the sum: ${item}`)),
        ...(free.length === 0 ? [] : ["", `Adds nothing: ${free.map(({ key }) => key).join(", ")}.`]),
        ...(refused.length === 0 ? [] : ["", `Not calculated, as ${whenRefused}:`]),
        ...refused.map(({ key, problem = "" }) => `    ${key}: ${firstProblem(problem)}`),
    ].join("\n");
}

function settingOf({ set }: Difference): string {
    const short = (value: string): string => (value.length > 40 ? `${value.slice(0, 39)}…` : value);
    return Object.entries(set)
        .map(([key, value]) => `${key} ${short(value)}`)
        .join(", ");
}

/** A list of problems has its first one in its second line. */
function firstProblem(message: string): string {
    const lines = message.split("\n").map((line) => line.trim());
    return lines.find((line, index) => index > 0 && line !== "") ?? lines[0] ?? "";
}

/** Where every price of the list can be looked up. */
export function renderPrices(): string {
    const rows = Object.entries(prices).flatMap(([id, price]) => {
        const unconfirmed: readonly string[] = "unconfirmed" in price ? price.unconfirmed : [];
        return Object.entries(price.usd).map(([region, usd]) => [
            id,
            region,
            `${String(usd)}${unconfirmed.includes(region) ? " (?)" : ""}`,
            price.per,
            price.date,
            price.source,
        ]);
    });
    return rows
        .map((row) =>
            row
                .map((cell, index) => cell.padEnd([24, 15, 17, 30, 8][index] ?? 0))
                .join(" ")
                .trimEnd(),
        )
        .join("\n");
}

/** Two decimals; what rounds to nothing has no sign. */
function dollars(value: number): string {
    const text = value.toFixed(2);
    return text === "-0.00" ? "0.00" : text;
}

function signed(value: number): string {
    const text = dollars(value);
    return value > 0 && text !== "0.00" ? `+${text}` : text;
}

/** The first column to the left, figures to the right. */
function columns(rows: readonly (readonly string[])[]): string {
    const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0))) ?? [];
    return rows
        .map((row) =>
            row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[index] ?? 0) + 2))).join(""),
        )
        .map((line) => `    ${line}`.trimEnd())
        .join("\n");
}
