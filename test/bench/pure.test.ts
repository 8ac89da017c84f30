import assert from "node:assert/strict";
import { table } from "../../bench/benchmark";
import { pathTo, schedule } from "../../bench/deployment/critical-path";
import { replaceSection } from "../../bench/document";
import { median, percentile, summary } from "../../bench/statistics";

describe("benchmarks: statistics", () => {
    it("takes the middle of odd and even numbers of runs, in whatever order", () => {
        assert.equal(median([9, 1, 5]), 5);
        assert.equal(median([9, 1, 5, 6]), 5.5);
        assert.throws(() => median([]), /nothing/);
    });

    it("takes the value that the share of all does not exceed", () => {
        const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
        assert.equal(percentile(hundred, 0.95), 95);
        assert.equal(percentile([7], 0.5), 7);
    });

    it("gives the median with the lowest and highest", () => assert.equal(summary([1500, 1000, 1200]), "1,200 (1,000 to 1,500)"));
});

describe("benchmarks: critical path", () => {
    const steps = [
        { id: "service", seconds: 5, after: ["balancer", "image", "elsewhere"] },
        { id: "balancer", seconds: 100, after: ["network"] },
        { id: "network", seconds: 20, after: [] },
        { id: "image", seconds: 60, after: [] },
    ];

    it("ends each step after the latest of those that it waits for", () => {
        const timings = schedule(steps);
        assert.equal(timings.get("service")?.end, 125);
        assert.deepEqual(
            pathTo("service", timings).map(({ step }) => step.id),
            ["network", "balancer", "service"],
        );
    });

    it("refuses steps that wait for each other", () => {
        const circle = [
            { id: "a", seconds: 1, after: ["b"] },
            { id: "b", seconds: 1, after: ["a"] },
        ];
        assert.throws(() => schedule(circle), /waits for itself/);
    });
});

describe("benchmarks: document", () => {
    it("replaces one benchmark's section and leaves the rest", () => {
        const first = replaceSection("# Title\n\nText.\n", "one", "old one");
        const second = replaceSection(first, "two", "two");
        const third = replaceSection(second, "one", "new one");
        assert.match(third, /^# Title\n\nText\.\n\n<!-- bench one -->\n\nnew one\n\n<!-- end one -->\n\n<!-- bench two -->\n\ntwo\n/);
        assert.ok(!third.includes("old one"));
    });

    it("has tables as prettier leaves them in a list of lines", () => {
        assert.equal(table({ header: ["a", "b"], rows: [["1", "2"]] }), "| a | b |\n| --- | ---: |\n| 1 | 2 |");
    });
});
