import assert from "node:assert/strict";
import fc from "fast-check";
import { fargateCpus, fargateMemories } from "../../../settings/fargate";

/** GiB by vCPU, written down from AWS Fargate's page "Amazon ECS task definition differences for Fargate", Task CPU and memory. */
const gibibytes: Readonly<Record<string, readonly number[]>> = {
    "0.25": [0.5, 1, 2],
    "0.5": [1, 2, 3, 4],
    "1": [2, 3, 4, 5, 6, 7, 8],
    "2": [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    "4": [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
    "8": [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60],
    "16": [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120],
};

const vcpus = Object.keys(gibibytes)
    .map(Number)
    .sort((a, b) => a - b);

describe("Fargate sizes", () => {
    it("have the CPUs that AWS offers, ascending", () => {
        assert.deepEqual(
            fargateCpus,
            vcpus.map((vcpu) => vcpu * 1024),
        );
    });

    for (const vcpu of vcpus) {
        it(`have the memory that AWS offers with ${vcpu} vCPU, ascending`, () => {
            assert.deepEqual(
                fargateMemories(vcpu * 1024),
                gibibytes[String(vcpu)]!.map((gibibyte) => gibibyte * 1024),
            );
        });
    }

    it("have no memory for a CPU that AWS does not offer", () => {
        fc.assert(
            fc.property(fc.integer(), (cpu) => {
                fc.pre(!vcpus.includes(cpu / 1024));
                assert.deepEqual(fargateMemories(cpu), []);
            }),
        );
    });
});
