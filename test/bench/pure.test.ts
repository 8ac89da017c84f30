import assert from "node:assert/strict";
import { table } from "../../bench/benchmark";
import { pathTo, schedule } from "../../bench/deployment/critical-path";
import { replaceSection } from "../../bench/document";
import { header, rows, type Measured } from "../../bench/image/comparison";
import { readReport } from "../../bench/load-balancer/wrk";
import { coresOf } from "../../bench/processes";
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

describe("benchmarks: wrk", () => {
    // As wrk 4.1 prints it, with shares that look like the percentiles below them.
    const printed = `Running 3s test @ https://127.0.0.1:41234/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.37ms    2.12ms  25.01ms   94.50%
    Req/Sec     9.14k     1.02k   10.51k    70.99%
  Latency Distribution
     50%  840.00us
     75%    3.39ms
     90%    4.51ms
     99%    1.02s
  27412 requests in 3.01s, 68.40MB read
Requests/sec:   9106.98
Transfer/sec:     22.72MB
`;

    it("reads the percentiles, in milliseconds, whatever looks like them", () =>
        assert.deepEqual(readReport(printed), { requestsPerSecond: 9106.98, requests: 27412, p50: 0.84, p99: 1020 }));

    it("refuses a report without a figure", () =>
        assert.throws(() => readReport(printed.replace(" 99% ", " 98% ")), /wrk printed no .*99%/));
});

describe("benchmarks: processes", () => {
    it("reads Linux's lists of cores", () => assert.deepEqual(coresOf("0-2,5,7-8"), [0, 1, 2, 5, 7, 8]));
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

describe("benchmarks: image", () => {
    const [theirs, ours]: readonly [Measured, Measured] = [
        {
            name: "theirs",
            streamlit: "2.0.0",
            size: 1_600_000_000,
            base: 1_000_000_000,
            starts: [
                { cold: 4, warm: 1, idle: 100_000_000 },
                { cold: 8, warm: 3, idle: 300_000_000 },
                { cold: 6, warm: 2, idle: 200_000_000 },
            ],
        },
        {
            name: "ours",
            streamlit: "1.0.0",
            size: 400_000_000,
            base: 100_000_000,
            starts: [
                { cold: 3, warm: 1.5, idle: 120_000_000 },
                { cold: 9, warm: 1, idle: 110_000_000 },
                { cold: 2, warm: 4, idle: 180_000_000 },
            ],
        },
    ];

    it("gives sizes in megabytes, and each start's median with the lowest and highest", () => {
        const [first, second] = rows(theirs, ours);
        assert.deepEqual(first, ["theirs", "2.0.0", "1600", "1000", "6.0 (4.0 to 8.0)", "2.0 (1.0 to 3.0)", "200 (100 to 300)"]);
        assert.deepEqual(second, ["ours", "1.0.0", "400", "100", "3.0 (2.0 to 9.0)", "1.5 (1.0 to 4.0)", "120 (110 to 180)"]);
    });

    it("gives ours as a share of theirs, of medians, each below its column", () => {
        assert.deepEqual(rows(theirs, ours)[2], ["ours of theirs", "", "0.25", "0.10", "0.50", "0.75", "0.60"]);
        assert.equal(header.length, 7);
    });
});
