import type { Mutation } from "../mutation";
import { listenerMutations } from "./listeners";
import { networkMutations } from "./network";
import { permissionMutations } from "./permissions";
import { protectionMutations } from "./protection";
import { taskMutations } from "./tasks";
import { userPoolMutations } from "./user-pool";
import { wafMutations } from "./waf";

/** Every mutation, by what it edits. */
export const mutations: readonly Mutation[] = [
    ...listenerMutations,
    ...networkMutations,
    ...userPoolMutations,
    ...taskMutations,
    ...permissionMutations,
    ...protectionMutations,
    ...wafMutations,
];
