import assert from "node:assert/strict";
import { billOf, type Bill } from "../../cost/bill";
import { trials } from "../../cost/options";
import { priceDates, priceIn, prices, type PriceId } from "../../cost/prices";
import { hoursOfMonth, perPerson, profiles } from "../../cost/usage";
import type { Stack } from "../../declared/resource";
import { viewOfDeclared } from "../../declared/view";
import { declare } from "../unit/support/declare";
import { read, tableRows } from "../unit/support/markdown";

const regions = ["us-east-1", "ap-northeast-1"] as const;
const [quiet] = profiles;

/** USD of one service of a bill, to the cent. */
function of({ lines }: Bill, service: string): string {
    return lines
        .filter((line) => line.service === service)
        .reduce((sum, { usd }) => sum + usd, 0)
        .toFixed(2);
}

/** As README writes it. */
function cell(bill: Bill, service: string): string {
    const isConfirmed = bill.lines.every((line) => line.service !== service || line.confirmed);
    return `${of(bill, service)}${isConfirmed ? "" : " (?)"}`;
}

/** The services of README's rows, in their order. */
const services = ["Load balancer", "Fargate", "Public IPv4 addresses", "Logs", "Route 53", "Cognito", "ECR"];

interface Tried {
    readonly key: string;
    readonly view: Stack;
}

/** The stack at the example of each setting that the program takes by itself. What it declares is the same in every region. */
async function tried(): Promise<Tried[]> {
    const found: Tried[] = [];
    for (const { key, set } of trials()) {
        const stack = await declare({ config: set }).catch(() => undefined);
        found.push(...(stack === undefined ? [] : [{ key, view: viewOfDeclared(stack) }]));
    }
    return found;
}

/** Settings of which docs/settings.md says what they add at their example, and not what each unit of something costs. */
const inFull: ReadonlySet<string> = new Set(["apps", "dashboard", "deployment", "schedule", "waf"]);

/** USD a month that a setting adds, in each region and use. */
async function differencesOf(key: string, views: readonly Tried[], uses = profiles): Promise<number[]> {
    const before = viewOfDeclared(await declare());
    return regions.flatMap((region) => {
        const together = (view: Stack): number[] => uses.map((profile) => billOf(view, region, profile).together);
        const without = together(before);
        const own = views.filter(({ key: other }) => other === key);
        return own.flatMap(({ view }) => together(view).map((usd, index) => Math.abs(usd - without[index]!)));
    });
}

/** Each price, also of something that is there all month. */
async function allPrices(): Promise<number[]> {
    const before = viewOfDeclared(await declare());
    return regions.flatMap((region) => {
        const usd = (Object.keys(prices) as PriceId[]).flatMap((id) => priceIn(region, id)?.usd ?? []);
        // "Up to": AWS promises at most 70 % less for Spot.
        const spot = Number(of(billOf(before, region, quiet!), "Fargate")) * 0.7;
        return [spot, ...usd, ...usd.map((price) => price * hoursOfMonth)];
    });
}

describe("cost figures of the documentation", () => {
    let views: readonly Tried[];
    before(async () => {
        views = await tried();
    });

    it("of README are those that are calculated, service by service and together", async () => {
        const bills = await Promise.all(
            regions.map(async (region) => billOf(viewOfDeclared(await declare({ config: { "aws:region": region } })), region, quiet!)),
        );
        const expected = [
            ...services.map((service) => bills.map((bill) => cell(bill, service))),
            bills.map(({ together }) => `**${together.toFixed(2)}**`),
            regions.map((region) => (priceIn(region, "lcu-hour")!.usd * hoursOfMonth).toFixed(2)),
        ];
        for (const file of ["README.md", "README.ja.md"]) {
            const rows = tableRows(read(file)).filter((row) => row.length === 3 && /^\**\d+\.\d\d\**( \(\?\))?$/.test(row[1]!));
            assert.deepEqual(
                rows.map(([, ...figures]) => figures),
                expected,
                file,
            );
        }
        const dates = priceDates(bills.flatMap(({ lines }) => lines.flatMap((line) => line.prices)));
        const seen = new RegExp(`\\b${dates.replace(" to ", " (to|から) ")}\\b`);
        for (const file of ["README.md", "README.ja.md"]) assert.match(read(file), seen, file);
        // Nothing that costs something is missing in the table.
        const listed = new Set(services);
        assert.deepEqual(
            bills.flatMap(({ lines }) => lines.filter(({ service, usd }) => !listed.has(service) && usd >= 0.005)),
            [],
        );
    });

    it("leave out nothing that a setting declares", () => {
        assert.ok(views.length >= 15);
        const unpriced = views.flatMap(({ key, view }) => billOf(view, "us-east-1", quiet!).unpriced.map(({ item }) => `${key}: ${item}`));
        assert.deepEqual(unpriced, []);
    });

    it("of docs/settings.md are differences that a setting makes, or prices", async () => {
        const known = await allPrices();
        const aTaskMore = await differencesOf("desiredCount", views);
        const rows = tableRows(read("docs/settings.md")).filter((row) => row.length === 4);
        assert.ok(rows.length >= 7);
        for (const [setting = "", , , month = ""] of rows) {
            const key = setting.replaceAll("`", "");
            const own = [...known, ...(await differencesOf(key, views)), ...aTaskMore];
            const figures = month.match(/\d+\.\d\d\b/g) ?? [];
            const strangers = figures.filter((figure) => !own.some((value) => Math.abs(Number(figure) - value) < 0.0051));
            assert.deepEqual(strangers, [], key);
            if (inFull.has(key)) {
                const whole = await differencesOf(key, views, [quiet!]);
                const stated = (month.match(/\d+(\.\d\d)?/g) ?? []).map((figure) => Number(figure).toFixed(2));
                assert.deepEqual(
                    whole.map((usd) => usd.toFixed(2)).filter((usd) => !stated.includes(usd)),
                    [],
                    key,
                );
            }
        }
    });

    it("of docs/cost.md are those that are calculated with", () => {
        const text = read("docs/cost.md");
        const rows = tableRows(text).filter(([first]) => first!.startsWith("`"));
        assert.deepEqual(
            rows,
            profiles.map(({ atOnce, busyHours, imagesGb, logsGb, name, people, signIns }) => [
                `\`${name}\``,
                ...[people, atOnce, busyHours, signIns, logsGb, imagesGb].map(String),
            ]),
        );
        const { pageGb, pageRequests, requestsPerHour, rerunGb, secondsPerRerun } = perPerson;
        assert.ok(text.includes(`${pageGb * 1000} MB in ${pageRequests} requests`));
        assert.ok(text.includes(`every ${secondsPerRerun} seconds, of ${Math.round(rerunGb * 1_000_000)} kB`));
        assert.equal(requestsPerHour, 2 * 60);
        assert.ok(text.includes("twice a minute"));
        assert.ok(text.includes(`${hoursOfMonth} hours`));
    });
});
