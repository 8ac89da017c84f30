import { addressChanges } from "./changes-address";
import { alarmChanges, dashboardChanges } from "./changes-alarms";
import { appChanges } from "./changes-apps";
import { capacityChanges } from "./changes-capacity";
import { deploymentChanges } from "./changes-deployments";
import { peopleChanges } from "./changes-people";
import { protectionChanges } from "./changes-protection";
import { singleSignOnChanges } from "./changes-single-sign-on";
import { taskChanges } from "./changes-tasks";
import { abreast, updatedPool, type Change } from "./change";

/** The last: a stack with it cannot be destroyed. */
const keep: Change = {
    settings: { deletionProtection: "true" },
    operations: [updatedPool, "update aws:lb/loadBalancer:LoadBalancer streamlit"],
    policies: true,
};

/** In this order, each from where the one before left the stack. */
export const changes: readonly Change[] = [
    ...abreast(taskChanges, peopleChanges),
    ...addressChanges,
    ...abreast(capacityChanges, protectionChanges, singleSignOnChanges),
    ...deploymentChanges,
    ...appChanges,
    ...abreast(alarmChanges, dashboardChanges),
    keep,
];

/** Other ways to what another setting brings, which are refused beside it or leave something of it out. */
const alternatives = ["certificateArn", "invitationLanguage", "loginCertificateArn", "loginPrefix", "schedule"];

const off = ["", "false", "rolling"];

/** As much as one stack can have at once. */
export const everything: Change["settings"] = Object.fromEntries(
    changes
        .flatMap(({ settings }) => Object.entries(settings))
        .filter(([setting, value]) => !alternatives.includes(setting) && !off.includes(value)),
);
