import type { Mutation } from "../mutation";
import { alarmsMutations } from "./alarms";
import { capacityMutations } from "./capacity";
import { appsMutations } from "./apps";
import { deploymentMutations } from "./deployments";
import { imageMutations } from "./images";
import { inputMutations } from "./inputs";
import { listenerMutations } from "./listeners";
import { loginPageMutations } from "./login-page";
import { networkMutations } from "./network";
import { peopleMutations } from "./people";
import { permissionMutations } from "./permissions";
import { protectionMutations } from "./protection";
import { singleSignOnMutations } from "./single-sign-on";
import { taskMutations } from "./tasks";
import { userPoolMutations } from "./user-pool";
import { wafMutations } from "./waf";

/** Every mutation, by what it edits. */
export const mutations: readonly Mutation[] = [
    ...listenerMutations,
    ...networkMutations,
    ...userPoolMutations,
    ...singleSignOnMutations,
    ...taskMutations,
    ...permissionMutations,
    ...deploymentMutations,
    ...peopleMutations,
    ...loginPageMutations,
    ...protectionMutations,
    ...capacityMutations,
    ...wafMutations,
    ...appsMutations,
    ...alarmsMutations,
    ...imageMutations,
    ...inputMutations,
];
