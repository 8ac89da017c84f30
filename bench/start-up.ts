import type { Benchmark } from "./benchmark";
export const startUp: Benchmark = { name: "start-up", title: "", run: () => Promise.resolve([]) };
