import assert from "node:assert/strict";
import { billOf, isPriced } from "../../cost/bill";
import { isFree } from "../../cost/free";
import { prices } from "../../cost/prices";
import { profiles } from "../../cost/usage";
import { viewOfDeclared } from "../../declared/view";
import { declare } from "../unit/support/declare";
import { amounts, handMade, use } from "./support/hand-made";

const [quiet] = profiles;

describe("the bill of the default stack", () => {
    it("has every item to the cent in N. Virginia, and nothing without a price", async () => {
        const bill = billOf(viewOfDeclared(await declare()), "us-east-1", quiet!);
        assert.deepEqual(amounts(bill), {
            "streamlit, all month": 16.43,
            "what goes through": 0,
            "streamlit, 1 task of 0.25 vCPU and 0.5 GB": 9.01,
            "2 addresses of load balancer streamlit": 7.3,
            "one of each task of streamlit": 3.65,
            "what the tasks write": 0.5,
            "keeping it": 0,
            "1 hosted zone": 0.5,
            "accounts that sign in": 0,
            "images of streamlit-app": 0.1,
            "out to the internet": 0,
        });
        assert.equal(bill.together.toFixed(2), "37.49");
        assert.deepEqual(bill.unpriced, []);
    });

    it("follows the settings: size, architecture, number of tasks and zones, retention", async () => {
        const config = {
            cpu: "1024",
            memory: "2048",
            architecture: "arm64",
            desiredCount: "3",
            availabilityZones: "3",
            logRetentionDays: "365",
        };
        const found = amounts(billOf(viewOfDeclared(await declare({ config })), "us-east-1", { ...quiet!, logsGb: 100 }));
        // 3 tasks, 730 hours, 0.03238 a vCPU and 0.00356 a GB.
        assert.equal(found["streamlit, 3 tasks of 1 vCPU and 2 GB (ARM)"], 86.51);
        assert.equal(found["3 addresses of load balancer streamlit"], 10.95);
        assert.equal(found["one of each task of streamlit"], 10.95);
        assert.equal(found["keeping it"], 5.48);
    });

    it("counts what is used by the profile: less free than an account has, and the dearest of the load balancer's dimensions", async () => {
        const view = viewOfDeclared(await declare());
        const found = amounts(billOf(view, "us-east-1", { ...use, people: 12_000, signIns: 50_000 }));
        // 200 GB of pages and 5.04 of reruns: above the 100 GB that are free; an LCU-hour is 1 GB.
        assert.equal(found["out to the internet"], 9.45);
        assert.equal(found["what goes through"], 1.64);
        // 2,000 accounts above the 10,000 that are free, in the plan that the program names.
        assert.equal(found["accounts that sign in"], 11);
    });
});

describe("what has no price", () => {
    it("is every type that nobody knows, by name, and never left out", async () => {
        const declared = viewOfDeclared(await declare());
        const unknown = handMade({ type: "aws:rds/instance:Instance", name: "database" }).resources;
        const bill = billOf({ resources: [...declared.resources, ...unknown] }, "us-east-1", quiet!);
        assert.deepEqual(bill.unpriced, [
            { service: "aws:rds/instance:Instance", item: "database", why: "no price is known for this type of resource" },
        ]);
    });

    it("is everything of a region without prices but what costs the same everywhere", async () => {
        const bill = billOf(viewOfDeclared(await declare({ config: { "aws:region": "eu-west-1" } })), "eu-west-1", quiet!);
        assert.deepEqual(
            bill.lines.map(({ service }) => service),
            ["Public IPv4 addresses", "Public IPv4 addresses", "Route 53", "Cognito"],
        );
        assert.deepEqual(
            new Set(bill.unpriced.map(({ service, why }) => `${service}: ${why}`)),
            new Set([
                "Load balancer: there is no price for eu-west-1",
                "Fargate: there is no price for eu-west-1",
                "Logs: there is no price for eu-west-1",
                "ECR: there is no price for eu-west-1",
                "Data transfer: there is no price for eu-west-1",
            ]),
        );
    });

    it("is shown with a mark where a price in the line is unconfirmed", async () => {
        const config = { "aws:region": "ap-northeast-1" };
        const bill = billOf(viewOfDeclared(await declare({ config })), "ap-northeast-1", quiet!);
        const unconfirmed = bill.lines.filter(({ confirmed }) => !confirmed).map(({ service }) => service);
        assert.deepEqual(unconfirmed, ["Logs", "Logs", "Cognito", "ECR", "Data transfer"]);
    });
});

describe("every type that the program declares", () => {
    it("is priced or free, and none is both but for what is looked at only", async () => {
        const stack = await declare();
        const undecided = stack.resources.filter(({ type }) => !isPriced(type) && !isFree(type));
        assert.deepEqual(undecided, []);
    });
});

describe("the price list", () => {
    it("says of every price where and when it was seen, and names no region as unconfirmed that it has not", () => {
        for (const [id, price] of Object.entries(prices)) {
            assert.match(price.source, /^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/$/, id);
            assert.match(price.date, /^20\d\d(-\d\d)?$/, id);
            const regions = Object.keys(price.usd);
            const unconfirmed: readonly string[] = "unconfirmed" in price ? price.unconfirmed : [];
            assert.deepEqual(
                unconfirmed.filter((region) => !regions.includes(region)),
                [],
                id,
            );
            assert.ok(
                Object.values(price.usd).every((usd) => usd > 0),
                id,
            );
        }
    });
});
