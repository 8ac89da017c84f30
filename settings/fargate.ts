/**
 * The sizes that Fargate runs on Linux: CPU units (1,024 are one vCPU) to the memory, in MiB, that each may have.
 * Source: Amazon ECS Developer Guide, "Amazon ECS task definition parameters for Fargate", Task size.
 */
const memoryOfCpu: ReadonlyMap<number, readonly number[]> = new Map([
    [256, [512, 1024, 2048]],
    [512, range(1, 4, 1)],
    [1024, range(2, 8, 1)],
    [2048, range(4, 16, 1)],
    [4096, range(8, 30, 1)],
    [8192, range(16, 60, 4)],
    [16384, range(32, 120, 8)],
]);

/** CPU units that a Fargate task can have, ascending. */
export const fargateCpus: readonly number[] = [...memoryOfCpu.keys()];

/** Memory, in MiB, that a Fargate task with so many CPU units can have, ascending; empty for a CPU that Fargate does not have. */
export function fargateMemories(cpu: number): readonly number[] {
    return memoryOfCpu.get(cpu) ?? [];
}

/** From and to in GiB, both included, as MiB. */
function range(from: number, to: number, step: number): readonly number[] {
    return Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * 1024);
}
