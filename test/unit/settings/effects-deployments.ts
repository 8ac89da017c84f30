import { changes } from "../support/changes";
import { declare } from "../support/declare";
import type { Effect } from "./effect";

/** What `deployments.test.ts` holds value by value. */
const ofBlueGreen =
    /^(?:BlueGreen|MetricAlarm|Role|RolePolicy) streamlit-blue-green|^ListenerRule streamlit-(?:session|machine|page)\b|^TargetGroup streamlit-green\b|^FargateService streamlit\.(?:loadBalancers\.0\.advancedConfiguration|deploymentConfiguration|alarms)\./;

/** The effects of the settings of deployments. */
export const deploymentEffects: Readonly<Record<"deployment" | "bakeTime" | "drain", Effect>> = {
    deployment: {
        to: "blueGreen",
        expected: async (after) => {
            const all = changes(await declare(), after);
            return Object.fromEntries(Object.entries(all).filter(([path]) => ofBlueGreen.test(path)));
        },
    },
    bakeTime: {
        to: "60",
        along: { deployment: "blueGreen" },
        expected: () => ({ "FargateService streamlit.deploymentConfiguration.bakeTimeInMinutes": "60" }),
    },
    drain: { to: "600", expected: () => ({ "TargetGroup streamlit-tasks.deregistrationDelay": 600 }) },
};
