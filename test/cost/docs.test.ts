import assert from "node:assert/strict";
import { billOf, type Bill } from "../../cost/bill";
import { priceIn } from "../../cost/prices";
import { hoursOfMonth, perPerson, profiles } from "../../cost/usage";
import { viewOfDeclared } from "../../policy/view/declared";
import { declare } from "../unit/support/declare";
import { read, tableRows } from "../unit/support/markdown";

const regions = ["us-east-1", "ap-northeast-1"] as const;
const [quiet] = profiles;

/** USD of one service of a bill, to the cent, as the documentation writes it. */
function of({ lines }: Bill, service: string): string {
    return lines
        .filter((line) => line.service === service)
        .reduce((sum, { usd }) => sum + usd, 0)
        .toFixed(2);
}

/** The services of README's rows, in their order. */
const services = ["Load balancer", "Fargate", "Public IPv4 addresses", "Logs", "Route 53", "Cognito", "ECR"];

describe("cost figures of the documentation", () => {
    it("of README are those that are calculated, service by service and together", async () => {
        const bills = await Promise.all(
            regions.map(async (region) => billOf(viewOfDeclared(await declare({ config: { "aws:region": region } })), region, quiet!)),
        );
        const expected = [
            ...services.map((service) => bills.map((bill) => of(bill, service))),
            bills.map(({ together }) => `**${together.toFixed(2)}**`),
            regions.map((region) => (priceIn(region, "lcu-hour")!.usd * hoursOfMonth).toFixed(2)),
        ];
        for (const file of ["README.md", "README.ja.md"]) {
            const rows = tableRows(read(file)).filter((row) => row.length === 3 && /^\**\d+\.\d\d\**$/.test(row[1]!));
            assert.deepEqual(
                rows.map(([, ...figures]) => figures),
                expected,
                file,
            );
        }
        // Nothing that costs something is missing in the table.
        const listed = new Set(services);
        assert.deepEqual(
            bills.flatMap(({ lines }) => lines.filter(({ service, usd }) => !listed.has(service) && usd >= 0.005)),
            [],
        );
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
